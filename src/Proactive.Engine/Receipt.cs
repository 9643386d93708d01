using System.Collections.Immutable;
using Proactive.Engine.Events;
using Proactive.Engine.Rules;

namespace Proactive.Engine;

/// <summary>What became of an event at the door. Held: it is kept and waits, for its person to become known or for somebody to release it.</summary>
public enum ReceiptStatus { Accepted, Duplicate, Rejected, Held }

/// <summary>What receiving one event did.</summary>
/// <param name="Rejection">Why, if it was rejected or is held; it is kept under <paramref name="RejectedId"/>.</param>
public sealed record Receipt(ReceiptStatus Status, string? EventKey, Rejection? Rejection, string? RejectedId = null)
{
    /// <summary>Journeys that were started, corrected, closed or withdrawn.</summary>
    public int Journeys { get; init; }

    /// <summary>Notices newly planned.</summary>
    public int Notices { get; init; }

    /// <summary>Rules that could not be decided for this event.</summary>
    public ImmutableArray<RuleFailure> Failures { get; init; } = [];
}
