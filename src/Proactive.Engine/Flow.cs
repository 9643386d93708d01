using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Engine.Rendering;
using Proactive.Engine.Rules;
using Proactive.Engine.Storage;

namespace Proactive.Engine;

/// <summary>
/// The whole pipeline. Events come in: read, evaluate, plan, save. A notice goes out: take due, render, deliver, record.
/// What stands between two verbs is durable, so either half may stop anywhere and be run again.
/// </summary>
public sealed class Flow(RuleBooks rules, TemplateSet templates, IStore store, IReadOnlyList<IChannel> channels, CitizenKeys keys, TimeProvider clock, FlowOptions? options = null)
{
    const int MostRetriedAtOnce = 256;

    readonly FlowOptions _options = options ?? new FlowOptions();
    readonly Door _door = new(store, keys, options ?? new FlowOptions());
    readonly CitizenChanges _files = new(store, rules, clock);

    /// <summary>What keeps everything from being sent, if anything does.</summary>
    public Holds Holds { get; } = new(store, clock, options?.WatchClock ?? false);

    DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Takes in one CloudEvents event. When the task ends, the event and all it caused are durable.</summary>
    public async Task<Receipt> Receive(ReadOnlyMemory<byte> payload, CancellationToken cancellation = default) => (await Receive([payload], cancellation))[0];

    /// <summary>Takes in several events, in their order and with one commit. When the task ends, they and all they caused are durable.</summary>
    public Task<IReadOnlyList<Receipt>> Receive(IReadOnlyList<ReadOnlyMemory<byte>> payloads, CancellationToken cancellation = default)
    {
        var book = rules.Current;
        return Receive([.. payloads.Select(payload => Arrival.Read(payload, book, Now))], book, cancellation);
    }

    /// <summary>Takes in events again that were kept; those that are accepted now are kept no longer.</summary>
    /// <param name="released">True if a person lets them pass though events of their type came unusually often.</param>
    public async Task<IReadOnlyList<Receipt>> ReceiveAgain(IReadOnlyList<RejectedEvent> kept, bool released, CancellationToken cancellation = default)
    {
        var book = rules.Current;
        var receipts = await Receive([.. kept.Select(k => Arrival.Read(k.Payload, book, Now, k.Tries + 1, released))], book, cancellation);
        foreach (var (rejected, receipt) in kept.Zip(receipts))
            if (receipt.Rejection is null) await store.RemoveRejected(rejected.Id, cancellation);
        return receipts;
    }

    /// <summary>Takes in again the held events whose time has come. Returns how many there were.</summary>
    public async Task<int> RetryHeld(CancellationToken cancellation = default)
    {
        var due = await store.ListRejected(new RejectedQuery(RetryUntil: Now), cancellation).Take(MostRetriedAtOnce).ToListAsync(cancellation);
        if (due.Count > 0) await ReceiveAgain(due, released: false, cancellation);
        return due.Count;
    }

    /// <summary>What <see cref="ReceiveAgain"/> would answer for kept events that a person releases. Writes nothing.</summary>
    public async Task<IReadOnlyList<Receipt>> Examine(IReadOnlyList<RejectedEvent> kept, CancellationToken cancellation = default)
    {
        var book = rules.Current;
        var arrivals = kept.Select(k => Arrival.Read(k.Payload, book, Now, released: true)).ToList();
        await _files.Tell(await _door.Look(arrivals, cancellation), book, EvaluateAndPlan, cancellation);
        return [.. arrivals.Select(a => a.Receipt())];
    }

    async Task<IReadOnlyList<Receipt>> Receive(IReadOnlyList<Arrival> arrivals, RuleBook book, CancellationToken cancellation) =>
        await Save(await Plan(arrivals, book, cancellation), cancellation);

    internal Arrival Read(ReadOnlyMemory<byte> payload) => Arrival.Read(payload, rules.Current, Now);

    /// <summary>What events do, in their order, to whom they concern; the files are not saved yet.</summary>
    /// <param name="book">With which they were read.</param>
    internal async Task<PlannedArrivals> Plan(IReadOnlyList<Arrival> arrivals, RuleBook book, CancellationToken cancellation)
    {
        var (visits, counts) = await _door.Open(arrivals, Now, cancellation);
        return new PlannedArrivals(arrivals, book, visits, await _files.Tell(visits, book, EvaluateAndPlan, cancellation), counts);
    }

    /// <summary>Saves with one commit what was planned, and plans again for those whom another change overtook. When the task ends, all is durable.</summary>
    internal async Task<IReadOnlyList<Receipt>> Save(PlannedArrivals planned, CancellationToken cancellation)
    {
        // The counts stand behind the files in the store's queue, so that they share its next commit where one is waiting.
        try
        {
            await Task.WhenAll(_files.Save(planned, EvaluateAndPlan, cancellation), _door.Keep(planned.Counts, cancellation));
        }
        catch
        {
            // What was not taken in comes again, and must not count twice: a full disk would look like a flood.
            _door.Forget();
            throw;
        }

        await _door.Close(planned.Arrivals, Now, cancellation);
        return [.. planned.Arrivals.Select(a => a.Receipt())];
    }

    (CitizenFile File, Effect Effect) EvaluateAndPlan(CitizenFile file, Person person, Hearing heard, RuleShelf shelf)
    {
        var (seen, conflicts) = file.Knows(heard.Occurrences[0].Event);
        if (seen) return (file, conflicts ? Effect.Conflict : Effect.Known);

        var evaluations = heard.Occurrences.Select(o => o.Evaluate(person, file.Key, _options.IncludeReview)).ToList();
        var after = heard.Occurrences.Zip(evaluations).Aggregate(file, (f, o) => f.Plan(o.First, o.Second, shelf, Now));
        return (after, Effect.Of(file, after, [.. evaluations.SelectMany(e => e.Failures)]));
    }

    /// <summary>
    /// Sends everything that is due now, to several citizens at a time; nothing while there is a hold. Returns how many notices
    /// were tried. If something breaks (the store is full, a body is damaged), what is under way is finished first.
    /// </summary>
    public async Task<int> DeliverDue(CancellationToken cancellation = default)
    {
        async Task<IReadOnlyList<Citizen>> TakeDue(int room)
        {
            cancellation.ThrowIfCancellationRequested();
            return await Holds.Current(cancellation) is null ? await store.TakeDue(Now, room, _options.Lease, cancellation) : [];
        }

        var tried = 0;
        while (await InFlight.Run(_options.InFlight, TakeDue, citizen => TakeRenderDeliver(citizen, cancellation)) is > 0 and var more) tried += more;
        return tried;
    }

    /// <summary>Lets sending go on after a hold.</summary>
    /// <param name="skipDue">True if what is due by now is not to be sent any more. Returns how many citizens had something due that was skipped.</param>
    public async Task<int> ReleaseHold(bool skipDue, CancellationToken cancellation = default)
    {
        var skipped = 0;
        while (skipDue && await store.TakeDue(Now, _options.InFlight, _options.Lease, cancellation) is { Count: > 0 } due)
        {
            foreach (var citizen in due) await _files.Change(citizen.File, rules.Current, (file, _) => file.SkipDue(Now, "skipped-after-hold"), Now, cancellation);
            skipped += due.Count;
        }

        await Holds.Release(cancellation);
        return skipped;
    }

    /// <summary>Has a dead notice sent again. False if there is none with this id, or it is not dead.</summary>
    /// <param name="why">A person's words for the delivery log; nothing personal.</param>
    public async Task<bool> Resend(CitizenKey citizen, string noticeId, string why, CancellationToken cancellation = default)
    {
        var file = (await store.Load([citizen], cancellation))[0].File;
        if (ReferenceEquals(file.Resend(noticeId, Now, why), file)) return false;
        await _files.Change(file, rules.Current, (current, _) => current.Resend(noticeId, Now, why), null, cancellation);
        return true;
    }

    async Task<int> TakeRenderDeliver(Citizen citizen, CancellationToken cancellation)
    {
        if (citizen.Erased) return 0;
        var shelf = await rules.ShelfFor(citizen.File, rules.Current, cancellation);
        var taken = await Enter(citizen.File.TakeDue(citizen.Person, shelf, channels, Now), cancellation);
        var attempts = taken.Started.ToList();
        // The attempts are durable before any channel is spoken to. If the file or the person changed meanwhile, all is decided anew.
        var file = await _files.TrySave(citizen.File, taken, attempts.Count > 0 ? Now + _options.Lease : Now, cancellation);
        if (file is null) return await TakeRenderDeliver((await store.Load([citizen.Key], cancellation))[0], cancellation);

        var overtaken = false;
        foreach (var attempt in attempts)
        {
            // Where something changed while the one before was under way, the rest is looked at anew.
            var outcome = overtaken ? null : await Deliver(taken, attempt, shelf, citizen.Person!, cancellation);
            var heldUntil = attempt == attempts[^1] ? Now : (DateTimeOffset?)null;
            // Not cancelled any more: what has happened is recorded.
            var recorded = await _files.Change(file, shelf.Current, (current, books) => outcome is null ? current.Postpone(attempt, Now, "stopped") : current.Record(attempt, outcome, books, Now), heldUntil, CancellationToken.None);
            // Erased while the message was under way: there is nothing left to record it in.
            if (recorded is null) break;
            overtaken |= recorded.Version > file.Version + 1;
            file = recorded;
        }

        return attempts.Count;
    }

    // Null if it was cancelled before anything was handed over.
    async Task<Outcome?> Deliver(CitizenFile file, Attempt attempt, RuleShelf shelf, Person person, CancellationToken cancellation)
    {
        try
        {
            cancellation.ThrowIfCancellationRequested();
            var rendered = Render(file, attempt, shelf, person);
            return rendered.Message is { } message ? await ChannelOf(attempt).Deliver(message, person, cancellation) : new Outcome.GiveUp(rendered.Failure!);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    // A relay that is down takes no attempts; its notices wait until it may be tried.
    async Task<CitizenFile> Enter(CitizenFile taken, CancellationToken cancellation)
    {
        foreach (var attempt in taken.Started.ToList())
            if (await ChannelOf(attempt).Enter(cancellation) is var wait && wait > TimeSpan.Zero) taken = taken.Postpone(attempt, Now + wait, "relay-down");
        return taken;
    }

    IChannel ChannelOf(Attempt attempt) => channels.First(c => c.Name == attempt.Channel);

    Rendered Render(CitizenFile file, Attempt attempt, RuleShelf shelf, Person person)
    {
        var notice = file.Notices.First(n => n.Id == attempt.NoticeId);
        var journey = file.Journeys.First(j => j.Id == notice.JourneyId);
        return templates.Render(new Telling(attempt.Channel, person, person, [new Part(notice, journey, shelf.Guide(journey.RuleBook, journey.Guide)!)]), Now);
    }
}
