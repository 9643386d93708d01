using Proactive.Engine.Citizens;
using Proactive.Engine.Notices;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Rehearsal;

/// <summary>One test of a life event: what arrives when, and what must follow. Only what is listed is checked.</summary>
/// <param name="Place">Where it stands, to print with its failures.</param>
/// <param name="Others">Person ids of further adults whom the registry knows.</param>
/// <param name="Events">Arrivals in order, each with its local time and the event as JSON.</param>
public sealed record RuleTest(
    string Name, Problem Place, Guide Guide, Person Citizen, IReadOnlyList<string> Others, IReadOnlyList<(DateTime At, byte[] Json)> Events, RuleExpectation Expected);

/// <summary>What a test expects.</summary>
/// <param name="Notices">Notices that must go out; null: not checked; empty: none at all.</param>
/// <param name="Rejected">The reason for which the last event must be rejected.</param>
public sealed record RuleExpectation(
    IReadOnlyList<ExpectedStep> Steps, IReadOnlyList<string> Not, IReadOnlyList<ExpectedNotice>? Notices,
    IReadOnlyList<ExpectedNotice> NotSent, bool Expired, string? Rejected);

/// <summary>A step that must apply, with the dates and state that are given.</summary>
public sealed record ExpectedStep(string Id, DateOnly? Due, DateOnly? Opens, string? State);

/// <summary>A notice, by kind and, where given, step and local time.</summary>
public sealed record ExpectedNotice(NoticeKind Kind, string? Step, DateTime? At)
{
    public override string ToString() =>
        $"{(At is { } at ? $"{at:yyyy-MM-dd HH:mm} " : "")}{Kind.ToString().ToLowerInvariant()}{(Step is null ? "" : $" {Step}")}";
}

/// <summary>How a test went; no differences: passed.</summary>
public sealed record RuleTestResult(RuleTest Test, IReadOnlyList<string> Differences)
{
    public bool Passed => Differences.Count == 0;

    public override string ToString() => Passed ? $"ok    {Test.Guide.Id}: {Test.Name}"
        : $"FAIL  {Test.Guide.Id}: {Test.Name}\n      {Test.Place.File}:{Test.Place.Line}\n{string.Join('\n', Differences.Select(d => $"      {d.Replace("\n", "\n      ", StringComparison.Ordinal)}"))}";
}
