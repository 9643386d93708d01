using System.Collections.Immutable;
using Proactive.Engine.Citizens;
using Proactive.Engine.Events;
using Proactive.Engine.Rules;
using Proactive.Engine.Storage;

namespace Proactive.Engine;

/// <summary>One event on its way in: what it says, what it means, and what it has done to each citizen's file so far.</summary>
sealed class Arrival
{
    readonly EventRead _read;
    readonly Dictionary<CitizenKey, Effect> _effects = [];
    Rejection? _rejection;

    Arrival(ReadOnlyMemory<byte> payload, RuleBook book, EventRead read, IReadOnlyList<Occurrence> occurrences, Rejection? rejection)
    {
        Payload = payload;
        Book = book;
        _read = read;
        Occurrences = occurrences;
        _rejection = rejection;
    }

    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>The rule book it was read with.</summary>
    public RuleBook Book { get; }

    public LifeEvent? Event => _read.Event;

    /// <summary>What it means to each guide that listens; empty if it was rejected.</summary>
    public IReadOnlyList<Occurrence> Occurrences { get; private set; }

    /// <summary>How often it was kept and taken in again before.</summary>
    public int Tries { get; init; }

    /// <summary>True if a person let it pass though events of its type came unusually often.</summary>
    public bool Released { get; init; }

    public static Arrival Read(ReadOnlyMemory<byte> payload, RuleBook book, DateTimeOffset now, int tries = 0, bool released = false)
    {
        var read = EventReader.Read(payload.Span, book.EventTypes);
        var (occurrences, rejection) = read.Event is { } lifeEvent ? book.Interpret(lifeEvent, now) : ([], read.Rejection);
        return new Arrival(payload, book, read, occurrences, rejection) { Tries = tries, Released = released };
    }

    /// <summary>Keeps the event from having any effect.</summary>
    public void Reject(RejectionReason reason, string detail)
    {
        _rejection = new Rejection(reason, "", detail);
        Occurrences = [];
    }

    /// <summary>What it did to this citizen; said again if the citizen's file had to be planned again.</summary>
    public void Did(CitizenKey citizen, Effect effect)
    {
        lock (_effects) _effects[citizen] = effect;
    }

    public Receipt Receipt()
    {
        var rejection = _rejection ?? _effects.Values.Select(e => e.Rejection).FirstOrDefault(r => r is not null);
        return new Receipt(Status(rejection), Event?.Key, rejection, rejection is null ? null : RejectedEvent.IdOf(Payload))
        {
            Journeys = _effects.Values.Sum(e => e.Journeys),
            Notices = _effects.Values.Sum(e => e.Notices),
            Failures = [.. _effects.Values.SelectMany(e => e.Failures)],
        };
    }

    /// <summary>The event as it is kept if it was not accepted.</summary>
    public RejectedEvent Kept(Rejection rejection, DateTimeOffset now) =>
        RejectedEvent.Of(_read, rejection, Payload, now, Tries, rejection.Reason == RejectionReason.UnknownPerson ? RejectedRetries.After(now, Tries) : null);

    ReceiptStatus Status(Rejection? rejection) => rejection switch
    {
        { Reason: RejectionReason.UnknownPerson or RejectionReason.UnusualVolume } => ReceiptStatus.Held,
        not null => ReceiptStatus.Rejected,
        // An event that nobody listens to is accepted and has no effect; one that every file knows is a duplicate.
        null => _effects.Count > 0 && _effects.Values.All(e => e.IsKnown) ? ReceiptStatus.Duplicate : ReceiptStatus.Accepted,
    };
}

/// <summary>What an event did to one citizen's file.</summary>
/// <param name="IsKnown">True if the file had taken it in before.</param>
sealed record Effect(bool IsKnown, Rejection? Rejection = null)
{
    public int Journeys { get; private init; }

    public int Notices { get; private init; }

    public ImmutableArray<RuleFailure> Failures { get; private init; } = [];

    /// <summary>The citizen was erased: the event counts as taken in, and nothing is kept of it.</summary>
    public static Effect OnErased { get; } = new(false);

    public static Effect Known { get; } = new(IsKnown: true);

    public static Effect UnknownPerson { get; } = new(false, new Rejection(RejectionReason.UnknownPerson, "", "a person it concerns is not known here yet; it is tried again by itself for some days, or import them and replay it"));

    public static Effect Conflict { get; } = new(true, new Rejection(RejectionReason.Conflict, "id", "another event came under this source and id; the first one counts"));

    /// <summary>Names the exception and the place, never its message: that may quote what the event says.</summary>
    public static Effect Of(Exception bug) =>
        new(false, new Rejection(RejectionReason.InternalError, "", $"{bug.GetType().Name} {bug.StackTrace?.Split('\n')[0].Trim()}; this is a fault of the program: report it, and replay the event when it is mended"));

    public static Effect Of(CitizenFile before, CitizenFile after, ImmutableArray<RuleFailure> failures) => new(false)
    {
        Journeys = after.Journeys.Except(before.Journeys).Count(),
        Notices = after.Notices.Select(n => n.Id).Except(before.Notices.Select(n => n.Id)).Count(),
        Failures = failures,
    };
}
