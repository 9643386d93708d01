using Proactive.Engine.Journeys;
using Proactive.Engine.Notices;
using Proactive.Engine.Rehearsal;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Rehearsal;

public sealed class PreviewTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 9, 9, 0, 0, TimeSpan.Zero);

    static Task<PreviewJourney?> Find(string guide, string? name = null, IReadOnlyList<RuleTest>? tests = null) =>
        new PreviewJourneys(Repository.RuleBook, tests ?? RuleTestReader.Read(Repository.RuleFolder, Repository.RuleBook).Tests, Repository.RuleFolder, Repository.Templates, new FlowOptions(), Now)
            .Find(Repository.RuleBook.Guide(guide)!, name, CancellationToken.None);

    [Fact]
    public async Task A_life_event_is_shown_by_its_own_test_run_through_the_real_flow()
    {
        var preview = await Find("dk/moving", "everything at once - a host, a protected address, a child from the other parent and a doctor far away");
        Assert.Contains("choose-doctor", preview!.Journey.Steps.Where(s => s.State.IsOpen()).Select(s => s.Id));
        Assert.Equal("Alex Example", preview.Citizen.Name);
    }

    [Fact]
    public async Task A_test_that_leaves_nothing_to_do_is_passed_over_and_asked_for_by_name_gives_none()
    {
        Assert.Equal("a move to another municipality gives one message and one reminder", (await Find("dk/moving"))!.Case);
        Assert.Null(await Find("dk/moving", "an event without the new municipality is rejected"));
    }

    [Fact]
    public async Task Without_a_test_a_sample_of_all_steps_is_shown()
    {
        var preview = await Find("uk/birth", tests: []);
        Assert.Null(preview!.Case);
        Assert.Equal(Repository.RuleBook.Guide("uk/birth")!.Steps.Select(s => s.Id).Distinct(), preview.Journey.Steps.Select(s => s.Id));
    }

    [Fact]
    public async Task A_change_moves_a_deadline_adds_a_step_and_drops_one()
    {
        var part = PreviewNotice.Of((await Find("dk/moving"))!, NoticeKind.Change, "da", "email").Telling.Parts[0];
        var (before, now) = (part.Before!.Told!.Value.ToDictionary(t => t.Id), part.Journey.Steps.Where(s => s.State.IsOpen()).ToDictionary(s => s.Id));
        Assert.NotEmpty(now.Keys.Except(before.Keys));
        Assert.NotEmpty(before.Keys.Except(now.Keys));
        Assert.Contains(now.Values, s => before.TryGetValue(s.Id, out var told) && told.Due != s.Due);
    }

    [Fact]
    public async Task A_reminder_goes_out_on_the_day_the_rule_says() =>
        Assert.Equal(new DateOnly(2026, 11, 4), DateOnly.FromDateTime(PreviewNotice.Of((await Find("dk/moving"))!, NoticeKind.Reminder, "da", "email").At.Date));
}
