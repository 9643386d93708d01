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
public sealed class Flow(RuleBooks rules, TemplateSet templates, IStore store, IReadOnlyList<IChannel> channels, CitizenKeys keys, TimeProvider clock, FlowOptions? options = null)
{
    readonly FlowOptions _options = options ?? new FlowOptions();
    readonly CitizenFiles _files = new(store, keys, rules, clock);

    DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Takes in one CloudEvents event. When the task ends, the event and all it caused are durable.</summary>
    public async Task<Receipt> Receive(ReadOnlyMemory<byte> payload, CancellationToken cancellation = default)
    {
        var book = rules.Current;
        var read = EventReader.Read(payload.Span, book.EventTypes);
        var (occurrences, rejection) = read.Event is { } lifeEvent ? book.Interpret(lifeEvent, Now) : ([], read.Rejection);
        var receipt = Receipt.Of(read, occurrences, rejection);
        foreach (var (key, person, heard) in await _files.Concerned(occurrences, cancellation))
            receipt = person is null ? receipt.WithUnknownPerson() : await _files.Change(key, book, (file, shelf) => EvaluateAndPlan(file, shelf, heard, person, receipt), null, cancellation);

        return receipt.Rejection is null ? receipt : await Keep(RejectedEvent.Of(read, receipt.Rejection, payload, Now), receipt, cancellation);
    }

    (CitizenFile File, Receipt Receipt) EvaluateAndPlan(CitizenFile file, RuleShelf shelf, IReadOnlyList<Occurrence> heard, Person person, Receipt receipt)
    {
        var (seen, conflicts) = file.Knows(heard[0].Event);
        if (seen) return (file, conflicts ? receipt.WithConflict() : receipt);

        var before = file;
        foreach (var occurrence in heard)
        {
            var evaluation = occurrence.Evaluate(person, file.Key, _options.IncludeReview);
            file = file.Plan(occurrence, evaluation, shelf, Now);
            receipt = receipt.WithFailures(evaluation.Failures);
        }

        return (file, receipt.WithPlan(before, file));
    }

    /// <summary>Sends everything that is due now. Returns how many notices were tried.</summary>
    public async Task<int> DeliverDue(CancellationToken cancellation = default)
    {
        var tried = 0;
        while (await store.TakeDue(Now, _options.BatchSize, _options.Lease, cancellation) is { Count: > 0 } files)
            foreach (var file in files) tried += await TakeRenderDeliver(file, cancellation);
        return tried;
    }

    async Task<int> TakeRenderDeliver(CitizenFile file, CancellationToken cancellation)
    {
        var person = (await store.LoadPersons([file.Key], cancellation))[0];
        var shelf = await rules.ShelfFor(file, rules.Current, cancellation);
        var taken = file.TakeDue(person, shelf, channels, Now);
        var attempts = taken.Started.ToList();
        // The attempts are durable before any channel is spoken to; if another change came first, the file comes up again.
        if (!await _files.TrySave(file, taken, attempts.Count > 0 ? Now + _options.Lease : Now, cancellation)) return 0;

        foreach (var attempt in attempts)
        {
            var rendered = Render(taken, attempt, shelf, person!);
            var channel = channels.First(c => c.Name == attempt.Channel);
            var outcome = rendered.Message is { } message ? await channel.Deliver(message, person!, cancellation) : new Outcome.GiveUp(rendered.Failure!);
            var heldUntil = attempt == attempts[^1] ? Now : (DateTimeOffset?)null;
            await _files.Change(file.Key, shelf.Current, (current, books) => (current.Record(attempt, outcome, books, Now), attempt), heldUntil, cancellation);
        }

        return attempts.Count;
    }

    Rendered Render(CitizenFile file, Attempt attempt, RuleShelf shelf, Person person)
    {
        var notice = file.Notices.First(n => n.Id == attempt.NoticeId);
        var journey = file.Journeys.First(j => j.Id == notice.JourneyId);
        return templates.Render(notice, journey, shelf.Guide(journey.RuleBook, journey.Guide)!, person, Now);
    }

    async Task<Receipt> Keep(RejectedEvent rejected, Receipt receipt, CancellationToken cancellation)
    {
        await store.KeepRejected([rejected], cancellation);
        return receipt with { RejectedId = rejected.Id };
    }
}
