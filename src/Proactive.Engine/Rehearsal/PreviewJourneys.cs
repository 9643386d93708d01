using Proactive.Engine.Citizens;
using Proactive.Engine.Journeys;
using Proactive.Engine.Notices;
using Proactive.Engine.Rendering;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Rehearsal;

/// <summary>Finds a journey to show for each life event: what the events of one of its tests become in the real flow, else a sample.</summary>
/// <param name="tests">The tests of the book.</param>
/// <param name="files">The folder the book was read from.</param>
/// <param name="now">When a sample begins.</param>
public sealed class PreviewJourneys(RuleBook book, IReadOnlyList<RuleTest> tests, ContentFolder files, TemplateSet templates, FlowOptions options, DateTimeOffset now)
{
    /// <summary>The names of a life event's tests.</summary>
    public IReadOnlyList<string> CasesOf(Guide guide) => [.. tests.Where(t => t.Guide.Id == guide.Id).Select(t => t.Name)];

    /// <summary>The journey of the test with this name, of the first test in which something is left to do, or a sample. Null if the named test leaves nothing open.</summary>
    public async Task<PreviewJourney?> Find(Guide guide, string? name, CancellationToken cancellation)
    {
        foreach (var test in tests.Where(t => t.Guide.Id == guide.Id && t.Expected.Rejected is null && (name ?? t.Name) == t.Name))
            if (await Of(test, cancellation) is { } journey) return journey;
        return name is null ? Sample(guide) : null;
    }

    async Task<PreviewJourney?> Of(RuleTest test, CancellationToken cancellation)
    {
        await using var stage = await RuleTestStage.Set(test, book, files, templates, options, cancellation);
        await stage.Hear(cancellation);
        var file = await stage.File(cancellation);
        if (file.Journeys.LastOrDefault(j => j.Guide == test.Guide.Id && j.State == JourneyState.Active && j.Steps.Any(s => s.State.IsOpen() && !s.Automatic)) is not { } journey) return null;
        var start = file.Notices.FirstOrDefault(n => n.JourneyId == journey.Id && n.Kind == NoticeKind.Start)?.Due ?? stage.Now;
        var at = start > stage.Now ? start : stage.Now;
        return new PreviewJourney(test.Guide, test.Name, journey.On(test.Guide.Country.Today(at)), Named(test.Citizen), at);
    }

    PreviewJourney Sample(Guide guide) => new(guide, null, SampleJourney.Of(guide, guide.Country.Today(now)), SampleJourney.Citizen, now);

    static Person Named(Person citizen) => SampleJourney.Citizen with { Id = citizen.Id, BirthDate = citizen.BirthDate, Municipality = citizen.Municipality };
}
