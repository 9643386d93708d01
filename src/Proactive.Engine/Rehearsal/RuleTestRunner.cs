using Proactive.Engine.Journeys;
using Proactive.Engine.Rendering;
using Proactive.Engine.Rules;
using Proactive.Engine.Storage;

namespace Proactive.Engine.Rehearsal;

/// <summary>Runs a test through the whole flow with a simulated clock, and says what differs from what it expects.</summary>
public sealed class RuleTestRunner(RuleBook book, ContentFolder files, TemplateSet templates, FlowOptions options)
{
    // Long enough for every reminder a test could expect.
    static readonly TimeSpan Afterwards = TimeSpan.FromDays(400);

    public async Task<RuleTestResult> Run(RuleTest test, CancellationToken cancellation = default)
    {
        await using var stage = await RuleTestStage.Set(test, book, files, templates, options, cancellation);
        var last = await stage.Hear(cancellation);
        await stage.Pass(Afterwards, cancellation);
        return new RuleTestResult(test, [.. Compare(test, await stage.File(cancellation), last)]);
    }

    static IEnumerable<string> Compare(RuleTest test, CitizenFile file, Receipt last)
    {
        var expected = test.Expected;
        if (last.Rejection?.Code != expected.Rejected)
            yield return $"rejected: expected {expected.Rejected ?? "no rejection"}, was {last.Rejection?.ToString() ?? "accepted"}";
        foreach (var failure in last.Failures) yield return $"{failure.Step} could not be decided: {failure.Message}";

        var journey = file.Journeys.LastOrDefault(j => j.Guide == test.Guide.Id);
        if (expected.Expired != (journey?.State == JourneyState.Expired)) yield return $"expired: expected {Word(expected.Expired)}, was {Word(!expected.Expired)}";
        foreach (var difference in expected.Steps.SelectMany(s => Compare(s, journey, test))) yield return difference;
        foreach (var step in expected.Not.Where(id => journey?.Steps.Any(s => s.Id == id && s.State != StepState.NotNeeded) == true)) yield return $"{step}: expected not to apply, but it does";

        var sent = file.Notices.Where(n => n.SentAt is not null).OrderBy(n => n.SentAt)
            .Select(n => (n.Kind, n.Steps, At: test.Guide.Country.LocalTime(n.SentAt!.Value))).ToList();
        bool WasSent(ExpectedNotice e) => sent.Any(s => s.Kind == e.Kind && (e.Step is null || s.Steps.Contains(e.Step)) && (e.At ?? s.At) == s.At);
        var missing = (expected.Notices ?? []).Where(n => !WasSent(n)).ToList();
        var wrong = expected.NotSent.Where(WasSent).ToList();
        foreach (var notice in missing) yield return $"notice not sent: {notice}";
        foreach (var notice in wrong) yield return $"notice sent, but should not have been: {notice}";
        if (expected.Notices is { Count: 0 } && sent.Count > 0) yield return "expected no notice at all";
        if (missing.Count > 0 || wrong.Count > 0 || (expected.Notices is { Count: 0 } && sent.Count > 0))
            yield return sent.Count == 0 ? "nothing was sent" : $"sent were:\n{string.Join('\n', sent.Select(s => $"  {s.At:yyyy-MM-dd HH:mm} {s.Kind.ToString().ToLowerInvariant()}{(s.Kind == Notices.NoticeKind.Reminder ? $" {string.Join(", ", s.Steps)}" : "")}"))}";
    }

    static IEnumerable<string> Compare(ExpectedStep expected, Journey? journey, RuleTest test)
    {
        if (journey?.Steps.FirstOrDefault(s => s.Id == expected.Id) is not { } step)
        {
            yield return $"{expected.Id}: expected to apply, but it does not{WhyNot(expected.Id, test)}";
            yield break;
        }

        if (expected.Due is { } due && due != step.Due) yield return $"{expected.Id} due: expected {due:yyyy-MM-dd}, was {Date(step.Due)}";
        if (expected.Opens is { } opens && opens != step.Opens) yield return $"{expected.Id} opens: expected {opens:yyyy-MM-dd}, was {Date(step.Opens)}";
        if (expected.State is { } state && state != StateOf(step)) yield return $"{expected.Id} state: expected {state}, was {StateOf(step)}";
    }

    // What keeps a step back besides its condition; the condition itself is what 'rules explain' shows.
    static string WhyNot(string id, RuleTest test)
    {
        var versions = test.Guide.Steps.Where(s => s.Id == id).ToList();
        if (versions.All(s => s.Legal.Status == LegalStatus.Review)) return "; it is in review, and such steps are sent only with --include-review";
        return versions.All(s => !s.Rollout.Includes(s.Id, test.Citizen, RuleTestStage.KeyOf(test.Citizen)))
            ? "; its rollout leaves out the test's citizen (citizen: { municipality: … })" : "";
    }

    static string StateOf(Step step) => step.State switch
    {
        StepState.Done => "done",
        StepState.NotNeeded => "not-needed",
        StepState.Withdrawn => "withdrawn",
        _ => "open",
    };

    static string Date(DateOnly? date) => date is { } d ? $"{d:yyyy-MM-dd}" : "no date";

    static string Word(bool yes) => yes ? "yes" : "no";
}
