using Proactive.Engine.Journeys;
using Proactive.Engine.Notices;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Order;

/// <summary>What the registry said last holds, not what came last; and what belongs together finds together.</summary>
public sealed class EventOrderTests
{
    readonly RecordingChannel _email = new();
    readonly Town _town;

    public EventOrderTests() => _town = Town.With(RuleFolders.Book(ChainedRules.Files), _email);

    void Moved(string id, string on, string to = "2", string? time = null) => _town.Hears(new MadeEvent(id, "x.moved.v1", "p-1", time, $$"""{"movedOn":"{{on}}","from":{"municipality":"1"},"to":{"municipality":"{{to}}" } }"""));

    void Corrected(string id, string of, string on, string? time = null, string to = "2") => _town.Hears(new MadeEvent(id, "x.corrected.v1", "p-1", time, $$"""{"eventId":"{{of}}","movedOn":"{{on}}","from":{"municipality":"1"},"to":{"municipality":"{{to}}" } }"""));

    void Annulled(string id, string of, string? time = null) => _town.Hears(new MadeEvent(id, "x.annulled.v1", "p-1", time, $$"""{"eventId":"{{of}}"}"""));

    void Letter(string id, string on, bool urgent = false) => _town.Hears(new MadeEvent(id, "x.letter.v1", "p-1", null, $$"""{"on":"{{on}}","urgent":{{(urgent ? "true" : "false")}}}"""));

    void Registered(string id, string on) => _town.Hears(new MadeEvent(id, "x.registered.v1", "p-1", null, $$"""{"on":"{{on}}"}"""));

    void Hours(int hours) => _town.Until(_town.Now.AddHours(hours));

    IEnumerable<Journey> Journeys => _town.Files[0].Journeys.Where(j => j.State != JourneyState.Joined);

    Step Step(string id) => Assert.Single(Journeys.SelectMany(j => j.Steps), s => s.Id == id);

    string[] Sent => [.. _email.Messages.Select(m => m.Kind.ToString())];

    [Fact]
    public void The_correction_that_the_registry_recorded_last_holds_though_it_came_first()
    {
        Moved("m", "2026-11-07");
        Corrected("c2", "m", "2026-11-10", time: "2026-11-09T08:00:00Z");
        Corrected("c1", "m", "2026-11-20", time: "2026-11-08T08:00:00Z");
        Assert.Equal(new DateOnly(2026, 11, 15), Step("report").Due);
    }

    [Fact]
    public void A_correction_that_comes_after_a_later_one_tells_nobody_anything()
    {
        Moved("m", "2026-11-07");
        Corrected("c2", "m", "2026-11-10", time: "2026-11-09T08:00:00Z");
        Hours(3);
        Corrected("c1", "m", "2026-11-20", time: "2026-11-08T08:00:00Z");
        Hours(20);
        Assert.Equal(["Start"], Sent);
    }

    [Fact]
    public void Of_registries_that_give_no_time_the_correction_that_came_last_holds()
    {
        Moved("m", "2026-11-07");
        Corrected("c1", "m", "2026-11-20");
        Hours(1);
        Corrected("c2", "m", "2026-11-10");
        Assert.Equal(new DateOnly(2026, 11, 15), Step("report").Due);
    }

    [Fact]
    public void A_correction_of_a_correction_holds_whatever_their_times()
    {
        Corrected("c2", "c1", "2026-11-10", time: "2026-11-01T08:00:00Z");
        Corrected("c1", "m", "2026-11-20", time: "2026-11-08T08:00:00Z");
        Moved("m", "2026-11-07");
        Assert.Equal(new DateOnly(2026, 11, 15), Step("report").Due);
    }

    [Fact]
    public void An_annulment_of_a_correction_withdraws_the_whole_journey()
    {
        Moved("m", "2026-11-07");
        Corrected("c", "m", "2026-11-10");
        Hours(3);
        Annulled("a", "c");
        Hours(3);
        Assert.Equal(JourneyState.Withdrawn, Assert.Single(Journeys).State);
        Assert.Equal(["Start", "Withdrawal"], Sent);
    }

    [Fact]
    public void A_letter_that_overtakes_its_move_is_told_of_in_the_same_message()
    {
        Letter("l", "2026-11-08");
        Moved("m", "2026-11-07");
        Hours(3);
        Assert.Equal(2, Assert.Single(Journeys).Steps.Length);
        Assert.Equal(["Start"], Sent);
    }

    [Fact]
    public void A_move_that_comes_when_its_letter_has_been_told_of_changes_that_list()
    {
        Letter("l", "2026-11-08");
        Hours(3);
        Moved("m", "2026-11-07");
        Hours(3);
        Assert.Equal(2, Assert.Single(Journeys).Steps.Length);
        Assert.Equal(["Start", "Change"], Sent);
    }

    [Theory]
    [InlineData("2026-11-03", "2026-11-01")]
    [InlineData("2026-11-08", "2026-11-07")]
    [InlineData("2026-10-20", "2026-11-01")]
    public void A_letter_joins_the_last_move_before_it_or_else_the_first(string letter, string move)
    {
        Moved("m2", "2026-11-07", to: "3");
        Letter("l", letter);
        Moved("m1", "2026-11-01");
        Assert.Equal(move, $"{Assert.Single(Journeys, j => j.Steps.Any(s => s.Id == "answer")).Effective:yyyy-MM-dd}");
    }

    [Fact]
    public void An_annulled_letter_takes_back_its_steps_and_leaves_the_others()
    {
        Moved("m", "2026-11-07");
        Letter("l", "2026-11-08");
        Annulled("a", "l");
        Assert.Equal((StepState.Open, StepState.NotNeeded), (Step("report").State, Step("answer").State));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Evidence_counts_against_the_dates_that_hold_now(bool evidenceFirst)
    {
        if (evidenceFirst) Registered("r", "2026-08-20");
        Moved("m", "2026-11-07");
        Corrected("c", "m", "2026-12-01");
        if (!evidenceFirst) Registered("r", "2026-08-20");
        Assert.Equal(StepState.Open, Step("report").State);
    }

    [Fact]
    public void Evidence_that_is_annulled_opens_the_step_again()
    {
        Moved("m", "2026-11-07");
        Registered("r", "2026-11-08");
        Assert.Equal(StepState.Done, Step("report").State);
        Annulled("a", "r");
        Hours(3);
        Assert.Equal(StepState.Open, Step("report").State);
        Assert.Equal(["Start"], Sent);
    }

    [Fact]
    public void A_step_that_one_correction_takes_and_the_next_gives_back_is_reminded_of()
    {
        Moved("m", "2026-11-20");
        Corrected("c1", "m", "2026-11-20", to: "1");
        Hours(1);
        Corrected("c2", "m", "2026-11-20");
        _town.Until(Town.Begin.AddDays(30));
        Assert.Equal(["Start", "Reminder"], Sent);
    }

    [Fact]
    public void A_correction_that_leaves_nothing_to_do_before_the_first_notice_sends_nothing()
    {
        Moved("m", "2026-11-07");
        Corrected("c", "m", "2026-11-07", to: "1");
        Hours(30);
        Assert.Empty(Sent);
    }

    [Fact]
    public void A_correction_that_changes_nothing_for_the_citizen_tells_nothing()
    {
        Moved("m", "2026-11-07");
        Hours(3);
        Corrected("c", "m", "2026-11-07", to: "3");
        Hours(5);
        Assert.Equal(["Start"], Sent);
    }

    [Fact]
    public void A_letter_that_comes_when_all_was_done_before_the_first_notice_is_told_of()
    {
        Moved("m", "2026-11-07");
        Registered("r", "2026-11-08");
        Letter("l", "2026-11-09");
        Hours(3);
        Assert.Equal(["Start"], Sent);
        Assert.Equal(NoticeState.Sent, Assert.Single(_town.Files[0].Notices, n => n.Kind == NoticeKind.Start).State);
    }
}
