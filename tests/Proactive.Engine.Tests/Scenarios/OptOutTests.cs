using Proactive.Engine.Notices;
using Proactive.Engine.Rules;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Scenarios;

/// <summary>Saying no to a life event by the link in its messages.</summary>
public sealed class OptOutTests
{
    const string Moved = """{"movedOn":"2026-11-07","from":{"municipality":"1"},"to":{"municipality":"2"}}""";
    static readonly FlowOptions Public = new() { PublicUrl = new Uri("https://notices.example.org/") };
    static readonly RuleBook Optional = RuleFolders.Book(RuleFolders.WithLifeEvent("channels: [email]", "channels: [email]\nmandatory: false"));

    static async Task<Scenario> Told(RuleBook book, FlowOptions? options = null)
    {
        var scenario = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult("en"), book, options: options);
        await scenario.Hears("x.moved.v1", Moved);
        return await scenario.Until("2026-11-09T11:00");
    }

    static string Token(Scenario scenario) => scenario.Email.Messages[0].Unsubscribe!.Segments[^1];

    [Fact]
    public async Task Only_optional_life_events_can_be_left_and_only_where_there_is_a_place_to_say_so()
    {
        Assert.StartsWith("https://notices.example.org/unsubscribe/", (await Told(Optional, Public)).Email.Messages[0].Unsubscribe!.AbsoluteUri, StringComparison.Ordinal);
        var below = new FlowOptions { PublicUrl = new Uri("https://example.org/notices") };
        Assert.StartsWith("https://example.org/notices/unsubscribe/", (await Told(Optional, below)).Email.Messages[0].Unsubscribe!.AbsoluteUri, StringComparison.Ordinal);
        Assert.Null((await Told(Optional)).Email.Messages[0].Unsubscribe);
        Assert.Null((await Told(RuleFolders.Book(RuleFolders.With()), Public)).Email.Messages[0].Unsubscribe);
    }

    [Fact]
    public async Task Whoever_said_no_gets_no_reminder_even_if_the_registry_says_otherwise()
    {
        var scenario = await Told(Optional, Public);
        Assert.True(await scenario.Flow.OptOut(Token(scenario)));
        Assert.True(await scenario.Flow.OptOut(Token(scenario)));
        await scenario.Knows(Scenario.Adult("en"));
        await scenario.Until("2026-11-12T12:00");
        Assert.Single(scenario.Email.Messages);
        Assert.Contains((await scenario.File()).Notices, n => n is { Kind: NoticeKind.Reminder, State: NoticeState.Suppressed, Reason: "opted-out" });
    }

    [Fact]
    public async Task A_no_that_comes_while_the_next_message_is_about_to_go_wins()
    {
        var scenario = await Told(Optional, Public);
        scenario.Email.OnEnter = () => scenario.Flow.OptOut(Token(scenario));
        await scenario.Until("2026-11-12T12:00");
        Assert.Single(scenario.Email.Messages);
    }

    [Fact]
    public async Task A_token_that_is_guessed_or_changed_does_nothing()
    {
        var scenario = await Told(Optional, Public);
        var token = Token(scenario);
        for (var i = 0; i < token.Length; i++)
        {
            var changed = $"{token[..i]}{(token[i] == 'A' ? 'B' : 'A')}{token[(i + 1)..]}";
            // The last character may carry bits that say nothing.
            Assert.True(!await scenario.Flow.OptOut(changed) || i == token.Length - 1);
        }

        foreach (var guess in new[] { "", "x", new string('A', 80), new string('A', 5000), "%%%", "æøå" }) Assert.False(await scenario.Flow.OptOut(guess));
    }

    [Fact]
    public async Task The_token_says_nothing_of_the_citizen()
    {
        var (first, again) = (await Told(Optional, Public), await Told(Optional, Public));
        Assert.Equal(Token(first), Token(again));
        Assert.DoesNotContain(first.Keys.Of("p-1").Value, Token(first), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("moving", Token(first), StringComparison.Ordinal);
    }
}
