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
public sealed class Flow
{
    const int MostRetriedAtOnce = 256;

    readonly RuleBooks _rules;
    readonly IStore _store;
    readonly CitizenKeys _keys;
    readonly TimeProvider _clock;
    readonly FlowOptions _options;
    readonly Door _door;
    readonly CitizenChanges _files;
    readonly Sender _sender;
    readonly Reports _reports;
    readonly EventCounts _counts;

    public Flow(RuleBooks rules, TemplateSet templates, IStore store, IReadOnlyList<IChannel> channels, CitizenKeys keys, TimeProvider clock, FlowOptions? options = null)
    {
        (_rules, _store, _keys, _clock, _options) = (rules, store, keys, clock, options ?? new FlowOptions());
        var bounces = new BounceWatch(_options.UnusualBounces, _options.UnusualBouncesFrom);
        Holds = new Holds(store, clock, _options.WatchClock);
        _door = new Door(store, keys, _options);
        _files = new CitizenChanges(store, rules, clock, _options.WakeUps);
        _sender = new Sender(store, _files, rules, templates, channels, keys, bounces, clock, _options);
        _reports = new Reports(store, _files, rules, bounces, Holds, clock);
        _counts = new EventCounts(store);
        Citizens = new CitizenDoor(store, _files, rules, templates, channels, keys, clock);
    }

    /// <summary>What keeps everything from being sent, if anything does.</summary>
    public Holds Holds { get; }

    /// <summary>What citizens see and do behind the links in their messages.</summary>
    public CitizenDoor Citizens { get; }

    DateTimeOffset Now => _clock.GetUtcNow();

    /// <summary>Takes in one CloudEvents event. When the task ends, the event and all it caused are durable.</summary>
    public async Task<Receipt> Receive(ReadOnlyMemory<byte> payload, CancellationToken cancellation = default) => (await Receive([payload], cancellation))[0];

    /// <summary>Takes in several events, in their order and with one commit. When the task ends, they and all they caused are durable.</summary>
    public Task<IReadOnlyList<Receipt>> Receive(IReadOnlyList<ReadOnlyMemory<byte>> payloads, CancellationToken cancellation = default)
    {
        var book = _rules.Current;
        return Receive([.. payloads.Select(payload => Arrival.Read(payload, book, Now))], book, cancellation);
    }

    /// <summary>Takes in events and reports again that were kept; those that are accepted now are kept no longer.</summary>
    /// <param name="released">True if a person lets them pass though events of their type came unusually often.</param>
    public async Task<IReadOnlyList<Receipt>> ReceiveAgain(IReadOnlyList<RejectedEvent> kept, bool released, CancellationToken cancellation = default)
    {
        var (book, events) = (_rules.Current, kept.Where(k => !Reports.Is(k)).ToList());
        var answers = await Receive([.. events.Select(k => Arrival.Read(k.Payload, book, Now, k.Tries + 1, released))], book, cancellation);
        var receipts = events.Zip(answers).ToDictionary(e => e.First.Id, e => e.Second);
        foreach (var (id, receipt) in receipts)
            if (receipt.Rejection is null) await _store.RemoveRejected(id, cancellation);
        foreach (var report in kept.Where(Reports.Is)) receipts.Add(report.Id, await _reports.ReceiveAgain(report, cancellation));
        return [.. kept.Select(k => receipts[k.Id])];
    }

    /// <summary>Takes in again the held events whose time has come. Returns how many there were.</summary>
    public async Task<int> RetryHeld(CancellationToken cancellation = default)
    {
        var due = await _store.ListRejected(new RejectedQuery(RetryUntil: Now), cancellation).Take(MostRetriedAtOnce).ToListAsync(cancellation);
        if (due.Count > 0) await ReceiveAgain(due, released: false, cancellation);
        return due.Count;
    }

    /// <summary>What <see cref="ReceiveAgain"/> would answer for kept events that a person releases. Writes nothing.</summary>
    public async Task<IReadOnlyList<Receipt>> Examine(IReadOnlyList<RejectedEvent> kept, CancellationToken cancellation = default)
    {
        var book = _rules.Current;
        var events = kept.Where(k => !Reports.Is(k)).ToList();
        var arrivals = events.Select(k => Arrival.Read(k.Payload, book, Now, released: true)).ToList();
        await _files.Tell(await _door.Look(arrivals, cancellation), book, EvaluateAndPlan, cancellation);
        var receipts = events.Zip(arrivals).ToDictionary(e => e.First.Id, e => e.Second.Receipt());
        foreach (var report in kept.Where(Reports.Is)) receipts.Add(report.Id, await _reports.Examine(report, cancellation));
        return [.. kept.Select(k => receipts[k.Id])];
    }

    /// <summary>Which events are to be taken in one after the other, for queues that keep an order: those with the same text. Null: it would be rejected, so there is nothing to wait for.</summary>
    public string? SessionOf(ReadOnlyMemory<byte> payload)
    {
        var arrival = Arrival.Read(payload, _rules.Current, Now);
        if (arrival.Receipt().Rejection is not null) return null;
        var citizens = arrival.Occurrences.SelectMany(o => o.Recipients).Distinct().ToList();
        return citizens.Count == 1 ? _keys.Of(citizens[0]).Value : DerivedId.Of("session", arrival.Event!.Key);
    }

    async Task<IReadOnlyList<Receipt>> Receive(IReadOnlyList<Arrival> arrivals, RuleBook book, CancellationToken cancellation) =>
        await Save(await Plan(arrivals, book, cancellation), cancellation);

    internal Arrival Read(ReadOnlyMemory<byte> payload) => Arrival.Read(payload, _rules.Current, Now);

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
            await Task.WhenAll(_files.Save(planned, EvaluateAndPlan, cancellation), _door.Keep(planned.Counts, cancellation), _counts.Keep(cancellation));
        }
        catch
        {
            // What was not taken in comes again, and must not count twice: a full disk would look like a flood.
            _door.Forget();
            throw;
        }

        await _door.Close(planned.Arrivals, Now, cancellation);
        IReadOnlyList<Receipt> receipts = [.. planned.Arrivals.Select(a => a.Receipt())];
        _counts.Add(receipts, Now);
        Telemetry.Received(receipts);
        return receipts;
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
            return await Holds.Current(cancellation) is null ? await _store.TakeDue(Now, room, _options.Lease, cancellation) : [];
        }

        await KeepFigures(cancellation);
        var tried = 0;
        while (await InFlight.Run(_options.InFlight, TakeDue, citizen => _sender.Send(citizen, cancellation)) is > 0 and var more) tried += more;
        return tried;
    }

    /// <summary>Sends what one citizen is due now, unless there is a hold or somebody is just doing it. Returns how many notices were tried.</summary>
    public async Task<int> DeliverDue(CitizenKey citizen, CancellationToken cancellation = default) =>
        await Holds.Current(cancellation) is null && await _store.TakeDue(citizen, Now, _options.Lease, cancellation) is { } due ? await _sender.Send(due, cancellation) : 0;

    /// <summary>Keeps the counts of events that no later commit has taken along; done by delivering, and when intake ends.</summary>
    public Task KeepFigures(CancellationToken cancellation = default) => _counts.Keep(cancellation);

    /// <summary>Lets sending go on after a hold.</summary>
    /// <param name="skipDue">True if what is due by now is not to be sent any more. Returns how many citizens had something due that was skipped.</param>
    public async Task<int> ReleaseHold(bool skipDue, CancellationToken cancellation = default)
    {
        var skipped = 0;
        while (skipDue && await _store.TakeDue(Now, _options.InFlight, _options.Lease, cancellation) is { Count: > 0 } due)
        {
            foreach (var citizen in due) await _files.Change(citizen.File, _rules.Current, (file, _) => file.SkipDue(Now, "skipped-after-hold"), Now, cancellation);
            skipped += due.Count;
        }

        await Holds.Release(cancellation);
        return skipped;
    }

    /// <summary>Has a dead notice sent again. False if there is none with this id, or it is not dead.</summary>
    /// <param name="why">A person's words for the delivery log; nothing personal.</param>
    public async Task<bool> Resend(CitizenKey citizen, string noticeId, string why, CancellationToken cancellation = default)
    {
        var file = (await _store.Load([citizen], cancellation))[0].File;
        if (ReferenceEquals(file.Resend(noticeId, Now, why), file)) return false;
        await _files.Change(file, _rules.Current, (current, _) => current.Resend(noticeId, Now, why), null, cancellation);
        return true;
    }

    /// <summary>Takes in what a relay or gateway reports about a delivery. When the task ends, it is durable, whatever the effect; one that comes too early is tried again by itself.</summary>
    public Task<ReportEffect> Report(DeliveryReport report, CancellationToken cancellation = default) => _reports.Receive(report, cancellation);

    /// <summary>The citizen of a token wants no more messages about its life event; saying it again does nothing more. False: the token is none of ours.</summary>
    public async Task<bool> OptOut(string token, CancellationToken cancellation = default)
    {
        if (_keys.OptOuts.Read(token) is not var (key, guide)) return false;
        var citizen = (await _store.Load([key], cancellation))[0];
        if (!citizen.Erased && !ReferenceEquals(citizen.File.OptOut(guide), citizen.File)) await _files.Change(citizen.File, _rules.Current, (file, _) => file.OptOut(guide), null, cancellation);
        return true;
    }
}
