using System.Collections.Immutable;
using Proactive.Engine.Events;
using Proactive.Engine.Rules;
using Proactive.Engine.Storage;

namespace Proactive.Engine;

/// <summary>What became of an event at the door.</summary>
public enum ReceiptStatus { Accepted, Duplicate, Rejected }

/// <summary>What receiving one event did.</summary>
/// <param name="Rejection">Why, if it was rejected; it is kept under <paramref name="RejectedId"/>.</param>
public sealed record Receipt(ReceiptStatus Status, string? EventKey, Rejection? Rejection, string? RejectedId = null)
{
    /// <summary>Journeys that were started, corrected, closed or withdrawn.</summary>
    public int Journeys { get; private init; }

    /// <summary>Notices newly planned.</summary>
    public int Notices { get; private init; }

    /// <summary>Rules that could not be decided for this event.</summary>
    public ImmutableArray<RuleFailure> Failures { get; private init; } = [];

    // A duplicate until a citizen file takes it in; an event nobody listens to is accepted and has no effect.
    internal static Receipt Of(EventRead read, IReadOnlyList<Occurrence> occurrences, Rejection? rejection) => new(
        rejection is not null ? ReceiptStatus.Rejected : occurrences.Count == 0 ? ReceiptStatus.Accepted : ReceiptStatus.Duplicate,
        read.Event?.Key, rejection);

    internal Receipt WithPlan(CitizenFile before, CitizenFile after) => this with
    {
        Status = Rejection is null ? ReceiptStatus.Accepted : ReceiptStatus.Rejected,
        Journeys = Journeys + after.Journeys.Except(before.Journeys).Count(),
        Notices = Notices + after.Notices.Select(n => n.Id).Except(before.Notices.Select(n => n.Id)).Count(),
    };

    internal Receipt WithFailures(ImmutableArray<RuleFailure> failures) => this with { Failures = [.. Failures, .. failures] };

    internal Receipt WithConflict() => Reject(RejectionReason.Conflict, "id", "another event came under this source and id; the first one counts");

    internal Receipt WithUnknownPerson() => Reject(RejectionReason.UnknownPerson, "", "a person it concerns is not known here; import them and replay the event");

    Receipt Reject(RejectionReason reason, string path, string detail) =>
        this with { Status = ReceiptStatus.Rejected, Rejection = new Rejection(reason, path, detail) };
}
