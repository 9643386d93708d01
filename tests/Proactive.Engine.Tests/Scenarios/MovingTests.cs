using Proactive.Engine.Delivery;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Scenarios;

/// <summary>Stories of Danish movers, each compared with a reviewed text file of the same name.</summary>
public sealed class MovingTests
{
    const string Moved = "dk.cpr.person-moved.v1";
    const string Annulled = "dk.cpr.person-move-annulled.v1";
    const string Corrected = "dk.cpr.person-move-corrected.v1";
    const string Registered = "dk.cpr.address-registered.v1";
    const string Facts = """{"movedOn":"2026-11-07","from":{"municipality":"0751"},"to":{"municipality":"0461"}}""";

    static Task<Scenario> Monday(string language = "da") => Scenario.Begin("2026-11-09T10:00", Scenario.Adult(language));

    [Fact]
    public async Task Anna_moves_is_told_once_and_reminded_once_because_she_does_nothing()
    {
        var story = await Monday();
        await story.Hears(Moved, Facts);
        await story.Until("2026-12-31T12:00");
        await story.TellSteps();
        Snapshot.Matches(story.Story, nameof(Anna_moves_is_told_once_and_reminded_once_because_she_does_nothing));
    }

    [Fact]
    public async Task The_registry_confirms_the_address_so_no_reminder_comes()
    {
        var story = await Monday();
        await story.Hears(Moved, Facts);
        await story.Until("2026-11-09T18:00");
        await story.Hears(Registered, """{"registeredOn":"2026-11-09"}""");
        await story.Until("2026-12-31T12:00");
        await story.TellSteps();
        Snapshot.Matches(story.Story, nameof(The_registry_confirms_the_address_so_no_reminder_comes));
    }

    [Fact]
    public async Task An_annulment_before_anything_was_sent_sends_nothing_at_all()
    {
        var story = await Monday();
        await story.Hears(Moved, Facts);
        await story.Until("2026-11-09T10:30");
        await story.Hears(Annulled, """{"eventId":"person-moved-1"}""");
        await story.Until("2026-12-31T12:00");
        await story.TellSteps();
        Snapshot.Matches(story.Story, nameof(An_annulment_before_anything_was_sent_sends_nothing_at_all));
    }

    [Fact]
    public async Task An_annulment_after_the_notice_says_sorry_once_and_stops_the_reminder()
    {
        var story = await Monday();
        await story.Hears(Moved, Facts);
        await story.Until("2026-11-09T20:00");
        await story.Hears(Annulled, """{"eventId":"person-moved-1"}""");
        await story.Until("2026-12-31T12:00");
        await story.TellSteps();
        Snapshot.Matches(story.Story, nameof(An_annulment_after_the_notice_says_sorry_once_and_stops_the_reminder));
    }

    [Fact]
    public async Task An_annulment_that_overtakes_its_event_stops_it()
    {
        var story = await Monday();
        await story.Hears(Annulled, """{"eventId":"person-moved-1"}""");
        await story.Hears(Moved, Facts);
        await story.Until("2026-12-31T12:00");
        Snapshot.Matches(story.Story, nameof(An_annulment_that_overtakes_its_event_stops_it));
    }

    [Fact]
    public async Task Evidence_that_overtakes_its_event_counts()
    {
        var story = await Monday();
        await story.Hears(Registered, """{"registeredOn":"2026-11-08"}""");
        await story.Hears(Moved, Facts);
        await story.Until("2026-12-31T12:00");
        await story.TellSteps();
        Snapshot.Matches(story.Story, nameof(Evidence_that_overtakes_its_event_counts));
    }

    [Fact]
    public async Task A_corrected_date_moves_what_was_not_sent_and_tells_what_was()
    {
        var story = await Monday("en");
        await story.Hears(Moved, Facts);
        await story.Until("2026-11-09T12:00");
        await story.Hears(Corrected, """{"eventId":"person-moved-1","movedOn":"2026-11-20","from":{"municipality":"0751"},"to":{"municipality":"0461"}}""");
        await story.Until("2026-12-31T12:00");
        await story.TellSteps();
        Snapshot.Matches(story.Story, nameof(A_corrected_date_moves_what_was_not_sent_and_tells_what_was));
    }

    [Fact]
    public async Task A_correction_before_the_first_notice_is_told_in_it_and_not_once_more()
    {
        var story = await Monday("en");
        await story.Hears(Moved, Facts);
        await story.Hears(Corrected, """{"eventId":"person-moved-1","movedOn":"2026-11-20","from":{"municipality":"0751"},"to":{"municipality":"0461"}}""");
        await story.Until("2026-12-31T12:00");
        Assert.Equal(["Start", "Reminder"], story.Email.Messages.Select(m => m.Kind.ToString()));
    }

    [Fact]
    public async Task A_step_that_a_correction_adds_before_the_first_notice_is_in_it()
    {
        var story = await Monday("en");
        await story.Hears(Moved, Facts);
        await story.Hears(Corrected, """{"eventId":"person-moved-1","movedOn":"2026-11-07","from":{"municipality":"0751"},"to":{"municipality":"0461"},"movesInWithSomeone":true}""");
        await story.Until("2026-11-09T12:00");
        Assert.Contains("Get a host declaration", Assert.Single(story.Email.Messages).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Registered, "Report your child's move")]
    [InlineData("dk.cpr.child-address-registered.v1", "Report your move")]
    public async Task A_reminder_of_two_steps_that_waits_for_the_relay_still_tells_of_the_one_that_is_left(string evidence, string left)
    {
        var story = await Monday("en");
        story.Email.AnswerNext(new Outcome.Delivered("start"), new Outcome.TryAgain("451"));
        await story.Hears(Moved, """{"movedOn":"2026-11-07","from":{"municipality":"0751"},"to":{"municipality":"0461"},"household":[{"id":"p-9","birthDate":"2018-06-01","fromOtherParent":true}]}""");
        await story.Until("2026-11-10T08:00");
        await story.Hears(evidence, """{"registeredOn":"2026-11-10"}""");
        await story.Until("2026-11-20T12:00");
        Assert.Equal(3, story.Email.Messages.Count);
        Assert.Contains($"1. {left}", story.Email.Messages[2].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n2. ", story.Email.Messages[2].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_event_twice_is_a_duplicate_and_other_facts_under_its_id_are_a_conflict()
    {
        var story = await Monday();
        await story.Hears(Moved, Facts, id: "m");
        await story.Hears(Moved, Facts, id: "m");
        await story.Hears(Moved, Facts.Replace("2026-11-07", "2026-11-08", StringComparison.Ordinal), id: "m");
        await story.Until("2026-11-30T12:00");
        Snapshot.Matches(story.Story, nameof(The_same_event_twice_is_a_duplicate_and_other_facts_under_its_id_are_a_conflict));
    }

    [Fact]
    public async Task Somebody_unknown_is_kept_until_they_are_imported_and_the_event_is_replayed()
    {
        var story = await Monday();
        await story.Hears(Moved, Facts, id: "m", subject: "p-2");
        await story.Knows(Scenario.Adult() with { Id = "p-2" });
        await story.Hears(Moved, Facts, id: "m", subject: "p-2");
        await story.Until("2026-11-09T12:00");
        Snapshot.Matches(story.Story, nameof(Somebody_unknown_is_kept_until_they_are_imported_and_the_event_is_replayed));
    }
}
