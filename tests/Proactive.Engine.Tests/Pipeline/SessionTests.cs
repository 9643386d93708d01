using System.Text;
using Proactive.Engine.Citizens;
using Proactive.Engine.Events;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Pipeline;

/// <summary>Which events a queue keeps in order.</summary>
public sealed class SessionTests
{
    [Fact]
    public async Task Events_of_one_citizen_share_the_session_of_their_key()
    {
        var story = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult());
        var key = new CitizenKeys(new byte[32]).Of("p-1").Value;
        Assert.Equal(key, story.Flow.SessionOf(Moved("e-1", "p-1")));
        Assert.Equal(key, story.Flow.SessionOf(Moved("e-2", "p-1")));
        Assert.NotEqual(key, story.Flow.SessionOf(Moved("e-1", "p-2")));
    }

    [Fact]
    public async Task An_event_of_several_citizens_has_a_session_of_its_own()
    {
        var family = RuleFolders.WithLifeEvent("effective: data.movedOn", "effective: data.movedOn\n    recipients: \"[event.subject] + data.household.map(h, h.id)\"");
        var story = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult(), RuleFolders.Book(family), files: family);
        var (first, again, other) = (story.Flow.SessionOf(Family("e-1")), story.Flow.SessionOf(Family("e-1")), story.Flow.SessionOf(Family("e-2")));
        Assert.NotNull(first);
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.DoesNotContain(first, new[] { "p-1", "p-2" }.Select(id => new CitizenKeys(new byte[32]).Of(id).Value));
    }

    [Fact]
    public async Task An_event_that_would_be_rejected_has_none()
    {
        var story = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult());
        Assert.Null(story.Flow.SessionOf("{"u8.ToArray()));
        Assert.Null(story.Flow.SessionOf(new byte[EventReader.MaxBytes + 1]));
    }

    static byte[] Family(string id) => Encoding.UTF8.GetBytes(
        $$"""{"specversion":"1.0","id":"{{id}}","source":"urn:test","type":"x.moved.v1","subject":"p-1","data":{"movedOn":"2026-11-07","from":{"municipality":"1"},"to":{"municipality":"2"},"household":[{"id":"p-2","birthDate":"1990-01-01"}]} }""");

    static byte[] Moved(string id, string subject) => Encoding.UTF8.GetBytes(
        $$"""{"specversion":"1.0","id":"{{id}}","source":"urn:test","type":"dk.cpr.person-moved.v1","subject":"{{subject}}","data":{"movedOn":"2026-11-07","from":{"municipality":"0751"},"to":{"municipality":"0461"} } }""");
}
