using Proactive.Engine.Citizens;
using Proactive.Engine.Events;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Rehearsal;

/// <summary>What a simulation takes as given.</summary>
/// <param name="Clock">The time at which an event is taken in.</param>
/// <param name="Find">A citizen's key and what is known of them; nothing: an adult is assumed.</param>
/// <param name="IncludeReview">Whether steps in review count.</param>
public sealed record SimulationFacts(
    Func<LifeEvent, DateTimeOffset> Clock, Func<string, CancellationToken, ValueTask<(CitizenKey Key, Person? Person)>> Find, bool IncludeReview = false);

/// <summary>What one event did: why the rule book would reject it, or what it changes compared with the other one.</summary>
public sealed record SimulationResult(Rejection? Rejection, IReadOnlyList<StepDifference> Differences);

/// <summary>How often a step applied, and how many of its dates moved.</summary>
public sealed record StepCount(string Guide, string Step, int Before, int After, int Moved);

/// <summary>
/// What a rule book does to past events and, compared with <paramref name="against"/>, what it changes. Keeps counts only, so
/// that there may be any number of events.
/// </summary>
public sealed class Simulation(RuleBook book, RuleBook? against, SimulationFacts facts)
{
    readonly SimulatedBook _after = new(book, facts);
    readonly SimulatedBook? _before = against is null ? null : new(against, facts);
    readonly SortedDictionary<(string Guide, string Step), StepCount> _steps =
        new(Comparer<(string Guide, string Step)>.Create((a, b) => string.CompareOrdinal(a.Guide, b.Guide) is not 0 and var order ? order : string.CompareOrdinal(a.Step, b.Step)));
    readonly HashSet<Guide> _heard = new(ReferenceEqualityComparer.Instance);

    public int Events { get; private set; }
    public int Rejected { get; private set; }
    public int RejectedBefore { get; private set; }
    public long Notices { get; private set; }
    public long NoticesBefore { get; private set; }

    /// <summary>Rules that could not be decided.</summary>
    public int Undecided { get; private set; }

    /// <summary>Times that somebody was concerned of whom nothing is known.</summary>
    public int Unknown { get; private set; }

    /// <summary>Every step of the life events that heard an event.</summary>
    public IReadOnlyCollection<StepCount> Steps => _steps.Values;

    public async ValueTask<SimulationResult> Take(ReadOnlyMemory<byte> payload, CancellationToken cancellation = default)
    {
        var after = await _after.Take(payload, cancellation);
        var before = _before is null ? SimulatedEvent.Nothing : await _before.Take(payload, cancellation);
        Events++;
        if (after.Rejection is not null) Rejected++;
        if (before.Rejection is not null) RejectedBefore++;
        Undecided += after.Effects.Sum(e => e.Evaluation.Failures.Length);
        Unknown += after.Effects.Count(e => !e.IsKnown);
        foreach (var effect in before.Effects) Count(effect, isBefore: true);
        foreach (var effect in after.Effects) Count(effect, isBefore: false);

        var differences = _before is null ? [] : Differences(before, after);
        foreach (var moved in differences.Where(d => d.Change is StepChange.Opens or StepChange.Due))
            Change(moved.Guide, moved.Step, c => c with { Moved = c.Moved + 1 });
        return new SimulationResult(after.Rejection, differences);
    }

    static List<StepDifference> Differences(SimulatedEvent before, SimulatedEvent after)
    {
        var old = before.Effects.ToDictionary(e => (e.Guide.Id, e.Citizen));
        var now = after.Effects.ToDictionary(e => (e.Guide.Id, e.Citizen));
        return [.. now.Keys.Union(old.Keys).SelectMany(k => StepDifference.Between(old.GetValueOrDefault(k), now.GetValueOrDefault(k)))];
    }

    void Count(SimulatedEffect effect, bool isBefore)
    {
        // A step that never applies is worth a line, too.
        if (_heard.Add(effect.Guide))
            foreach (var step in effect.Guide.Steps) Change(effect.Guide.Id, step.Id, c => c);
        foreach (var match in effect.Evaluation.Matches)
            Change(effect.Guide.Id, match.Step.Id, c => isBefore ? c with { Before = c.Before + 1 } : c with { After = c.After + 1 });
        if (isBefore) NoticesBefore += effect.Notices;
        else Notices += effect.Notices;
    }

    void Change(string guide, string step, Func<StepCount, StepCount> change) =>
        _steps[(guide, step)] = change(_steps.GetValueOrDefault((guide, step)) ?? new StepCount(guide, step, 0, 0, 0));
}
