using System.Collections.Immutable;
using Proactive.Engine.Events;
using Proactive.Engine.Rules;
using Proactive.Engine.Storage;

namespace Proactive.Engine;

/// <summary>What became of an event at the door.</summary>
public enum ReceiptStatus { Accepted, Duplicate, Rejected }

/// <summary>What receiving one event did.</summary>
/// <param name="Rejection">Why, if it was rejected; it is kept under <paramref name="RejectedId"/>.</param>
public sealed record Receipt(ReceiptStatus Status, string? EventType, string? EventKey, Rejection? Rejection = null, string? RejectedId = null)
{
    /// <summary>Journeys that were started, corrected, closed or withdrawn.</summary>
    public int Journeys { get; init; }

    /// <summary>Notices newly planned.</summary>
    public int Notices { get; init; }

    /// <summary>Rules that could not be decided for this event.</summary>
    public ImmutableArray<RuleFailure> Failures { get; init; } = [];

    internal int Unknown { get; init; }

    internal bool Conflicts { get; init; }

    // A duplicate until a citizen file takes it in; an event nobody listens to is accepted and has no effect.
    internal static Receipt Of(LifeEvent lifeEvent, IReadOnlyList<Occurrence> occurrences) =>
        new(occurrences.Count == 0 ? ReceiptStatus.Accepted : ReceiptStatus.Duplicate, lifeEvent.Type.Name, lifeEvent.Key);

    internal Receipt Planned(CitizenFile before, CitizenFile after) => this with
    {
        Status = ReceiptStatus.Accepted,
        Journeys = Journeys + after.Journeys.Except(before.Journeys).Count(),
        Notices = Notices + after.Notices.Select(n => n.Id).Except(before.Notices.Select(n => n.Id)).Count(),
    };
}

/// <summary>How the flow runs.</summary>
public sealed class FlowOptions
{
    /// <summary>Files taken for delivery at a time.</summary>
    /// <value>100.</value>
    public int BatchSize { get; init; } = 100;

    /// <summary>How long a file may be held while its notices are delivered; longer than any channel's time-out.</summary>
    /// <value>10 minutes.</value>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Whether steps whose facts are still in review are told to citizens.</summary>
    /// <value>False.</value>
    public bool IncludeReview { get; init; }
}
