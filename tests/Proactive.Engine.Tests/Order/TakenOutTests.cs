using Proactive.Engine.Events;
using Proactive.Engine.Journeys;
using Proactive.Engine.Rules;
using Proactive.Engine.Storage;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Order;

/// <summary>A correction that names other recipients takes a citizen out, until a later one takes them in again.</summary>
public sealed class TakenOutTests
{
    static readonly RuleBook Book = RuleFolders.Book(ChainedRules.Files);

    static CitizenFile Hears(CitizenFile file, (string Id, string? Of, string Time, bool Concerned) said)
    {
        var (id, of, time, concerned) = said;
        const string Facts = """ "movedOn":"2026-11-07","from":{"municipality":"1"},"to":{"municipality":"2"} """;
        var made = new MadeEvent(id, of is null ? "x.moved.v1" : "x.corrected.v1", "p-1", time, of is null ? $"{{{Facts}}}" : $"{{\"eventId\":\"{of}\",{Facts}}}");
        var occurrence = Assert.Single(Book.Interpret(EventReader.Read(made.Bytes, Book.EventTypes).Event!, Town.Begin).Occurrences);
        // As the flow tells it to somebody whom it does not concern any more.
        if (!concerned) occurrence = occurrence with { Subscription = occurrence.Subscription with { Role = EventRole.Annuls }, OriginalKey = occurrence.OriginalKey ?? occurrence.Event.Key };
        return file.Plan(occurrence, occurrence.Evaluate(Scenario.Adult(), file.Key), new RuleShelf(Book), Town.Begin);
    }

    static readonly (string, string?, string, bool) Moved = ("m", null, "2026-11-05T08:00:00Z", true);
    static readonly (string, string?, string, bool) Out = ("out", "m", "2026-11-06T08:00:00Z", false);
    static readonly (string, string?, string, bool) In = ("in", "m", "2026-11-07T08:00:00Z", true);

    static Journey After(params (string, string?, string, bool)[] said) =>
        Assert.Single(said.Aggregate(CitizenFile.Empty(Testing.CitizenFiles.Key(1)), Hears).Journeys, j => j.State != JourneyState.Joined);

    [Fact]
    public void Who_is_taken_out_has_nothing_to_do()
    {
        Assert.Equal(JourneyState.Withdrawn, After(Moved, Out).State);
        Assert.Equal(JourneyState.Withdrawn, After(Out, Moved).State);
    }

    [Fact]
    public void Who_is_taken_in_again_later_is_in_whatever_the_order()
    {
        Assert.Equal(JourneyState.Active, After(Moved, Out, In).State);
        Assert.Equal(JourneyState.Active, After(In, Out, Moved).State);
        Assert.Equal(JourneyState.Active, After(Out, In, Moved).State);
    }

    [Fact]
    public void Who_comes_in_by_a_correction_only_is_in() =>
        Assert.Equal(JourneyState.Active, After(In, ("m", null, "2026-11-05T08:00:00Z", false)).State);
}
