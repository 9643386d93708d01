using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Engine.Events;
using Proactive.Engine.Rendering;
using Proactive.Engine.Rules;
using Proactive.Engine.Storage;

namespace Proactive.Engine;

/// <summary>
/// The whole pipeline. An event comes in: read, evaluate, plan, save. A notice goes out: take due, render, deliver, record.
/// What stands between two verbs is durable, so either half may stop anywhere and be run again.
/// </summary>
public sealed class Flow(RuleBook book, TemplateSet templates, IStore store, IReadOnlyList<IChannel> channels, CitizenKeys keys, TimeProvider clock, FlowOptions? options = null)
{
    readonly FlowOptions _options = options ?? new FlowOptions();

    /// <summary>Takes in one CloudEvents event. When the task ends, the event and all it caused are durable.</summary>
    public async Task<Receipt> Receive(ReadOnlyMemory<byte> payload, CancellationToken cancellation = default)
    {
        var read = EventReader.Read(payload.Span, book.EventTypes);
        if (read.Event is not { } lifeEvent) return await Reject(read, read.Rejection!, payload, cancellation);
        var (occurrences, unusable) = book.Interpret(lifeEvent, clock.GetUtcNow());
        if (unusable is not null) return await Reject(read, unusable, payload, cancellation);

        var receipt = Receipt.Of(lifeEvent, occurrences);
        foreach (var (key, person, heard) in await Recipients(occurrences, cancellation))
        {
            if (person is null) receipt = receipt with { Unknown = receipt.Unknown + 1 };
            else receipt = await Change(key, file => Plan(file, heard, person, receipt), cancellation);
        }

        if (receipt.Conflicts) return await Reject(read, new Rejection(RejectionReason.Conflict, "id", "another event came under this source and id; the first one counts"), payload, cancellation);
        return receipt.Unknown == 0 ? receipt
            : await Reject(read, new Rejection(RejectionReason.UnknownPerson, "", $"{(receipt.Unknown == 1 ? "a person it concerns is" : $"{receipt.Unknown} persons it concerns are")} not known here; import them and replay the event"), payload, cancellation);
    }

    (CitizenFile File, Receipt Result) Plan(CitizenFile file, IReadOnlyList<Occurrence> heard, Person person, Receipt receipt)
    {
        var (seen, conflicts) = file.Knows(heard[0].Event.Key, heard[0].Event.Fingerprint);
        if (seen) return (file, receipt with { Conflicts = receipt.Conflicts || conflicts });

        var (before, now) = (file, clock.GetUtcNow());
        foreach (var occurrence in heard)
        {
            var evaluation = occurrence.Evaluate(person, file.Key, _options.IncludeReview);
            file = file.Plan(occurrence, evaluation, book, now);
            receipt = receipt with { Failures = [.. receipt.Failures, .. evaluation.Failures] };
        }

        return (file.Remember(heard[0], now), receipt.Planned(before, file));
    }

    /// <summary>Sends everything that is due now. Returns how many notices were tried.</summary>
    public async Task<int> DeliverDue(CancellationToken cancellation = default)
    {
        var tried = 0;
        while (await store.TakeDue(clock.GetUtcNow(), _options.BatchSize, _options.Lease, cancellation) is { Count: > 0 } files)
            foreach (var file in files) tried += await Deliver(file, cancellation);
        return tried;
    }

    async Task<int> Deliver(CitizenFile file, CancellationToken cancellation)
    {
        var person = (await store.LoadPersons([file.Key], cancellation))[0];
        var now = clock.GetUtcNow();
        var taken = file.TakeDue(person, book, channels, now);
        // The attempts are durable before any channel is spoken to; if another change came first, the file comes up again.
        if (!await Save(file, taken, taken.Started.Any() ? now + _options.Lease : now, cancellation)) return 0;

        var attempts = taken.Started.ToList();
        foreach (var attempt in attempts)
        {
            var rendered = Render(taken, attempt, person!);
            var channel = channels.First(c => c.Name == attempt.Channel);
            var outcome = rendered.Message is { } message ? await channel.Deliver(message, person!, cancellation) : new Outcome.GiveUp(rendered.Failure!);
            var holds = attempt == attempts[^1] ? clock.GetUtcNow() : (DateTimeOffset?)null;
            await Change(file.Key, current => (current.Record(attempt, outcome, book, clock.GetUtcNow()), true), cancellation, holds);
        }

        return attempts.Count;
    }

    Rendered Render(CitizenFile file, Attempt attempt, Person person)
    {
        var notice = file.Notices.First(n => n.Id == attempt.NoticeId);
        var journey = file.Journeys.First(j => j.Id == notice.JourneyId);
        return templates.Render(notice, journey, book.Guide(journey.Guide)!, person, clock.GetUtcNow());
    }

    async Task<IReadOnlyList<(CitizenKey Key, Person? Person, IReadOnlyList<Occurrence> Heard)>> Recipients(IReadOnlyList<Occurrence> occurrences, CancellationToken cancellation)
    {
        var heard = occurrences.SelectMany(o => o.Recipients.Select(r => (Key: keys.Of(r), Occurrence: o))).ToLookup(h => h.Key, h => h.Occurrence);
        var citizens = heard.Select(h => h.Key).ToList();
        var persons = await store.LoadPersons(citizens, cancellation);
        return [.. citizens.Zip(persons, (key, person) => (key, person, (IReadOnlyList<Occurrence>)[.. heard[key]]))];
    }

    // Load, change, save; again if another change came first.
    async Task<T> Change<T>(CitizenKey key, Func<CitizenFile, (CitizenFile File, T Result)> change, CancellationToken cancellation, DateTimeOffset? heldUntil = null)
    {
        while (true)
        {
            var before = (await store.LoadFiles([key], cancellation))[0];
            var (after, result) = change(before);
            if (ReferenceEquals(before, after) || await Save(before, after, heldUntil, cancellation)) return result;
        }
    }

    async Task<bool> Save(CitizenFile before, CitizenFile after, DateTimeOffset? heldUntil, CancellationToken cancellation)
    {
        var change = new FileChange(after, LogEntry.Between(before, after, clock.GetUtcNow()), heldUntil);
        return (await store.SaveFiles([change], cancellation)).Count == 0;
    }

    async Task<Receipt> Reject(EventRead read, Rejection rejection, ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        var rejected = RejectedEvent.Of(read, rejection, payload, clock.GetUtcNow());
        await store.KeepRejected([rejected], cancellation);
        return new Receipt(ReceiptStatus.Rejected, read.Type, read.Event?.Key, rejection, rejected.Id);
    }
}
