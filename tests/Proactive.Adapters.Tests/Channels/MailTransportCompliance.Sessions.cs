using Proactive.Engine.Delivery;
using Proactive.Testing;
using static Proactive.Adapters.Tests.Mails;

namespace Proactive.Adapters.Tests;

/// <summary>How sessions are used again.</summary>
public abstract partial class MailTransportCompliance
{
    [Theory]
    [InlineData("250-here\r\n250 PIPELINING")]
    [InlineData("250 here")]
    public async Task Messages_go_one_after_the_other_over_one_session_which_ends_with_a_quit(string hello)
    {
        using var relay = new ScriptedRelay(verb => verb == "EHLO" ? hello : null);
        await using (var channel = Channel(Relay(relay.Port)))
            for (var i = 0; i < 20; i++) Assert.Equal(Delivered, await channel.Deliver(NoticeNumber(i), Citizen, Stop));

        Assert.Equal((1, 1, 20), (relay.Connections, relay.Count("EHLO"), relay.Messages.Count));
        Assert.Equal("QUIT", relay.Commands.Last());
        Assert.Equal(20, relay.Messages.Distinct().Count());
    }

    [Theory]
    [InlineData("250-here\r\n250-PIPELINING\r\n250 DSN", " RET=HDRS ENVID=abcdef0123456789abcdef0123456789")]
    [InlineData("250-here\r\n250 dsn", " RET=HDRS ENVID=abcdef0123456789abcdef0123456789")]
    [InlineData("250-here\r\n250 PIPELINING", "")]
    [InlineData("250 here", "")]
    public async Task A_relay_that_knows_about_bounces_is_told_what_they_should_name(string hello, string parameters)
    {
        using var relay = new ScriptedRelay(verb => verb == "EHLO" ? hello : null);
        await using var channel = Channel(Relay(relay.Port));
        Assert.Equal(Delivered, await channel.Deliver(Notice, Citizen, Stop));
        var from = Assert.Single(relay.Commands, c => c.StartsWith("MAIL ", StringComparison.Ordinal)).Split(' ');
        Assert.Equal(["MAIL", "FROM:<no-reply@kommune.example>"], from[..2]);
        // In any order.
        Assert.Equal(parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), from[2..].Order());
        Assert.Contains("RCPT TO:<soeren@borger.example>", relay.Commands);
    }

    [Fact]
    public async Task A_session_carries_a_hundred_messages_and_then_gives_way_to_another()
    {
        using var relay = new ScriptedRelay(verb => verb == "EHLO" ? AtOnce : null);
        await using var channel = Channel(Relay(relay.Port));
        for (var i = 0; i < 101; i++) Assert.Equal(Delivered, await channel.Deliver(NoticeNumber(i), Citizen, Stop));
        Assert.Equal((2, 1), (relay.Connections, relay.Count("QUIT")));
    }

    [Theory]
    [InlineData("last:250 ok", null)]
    [InlineData("250 ok\r\n421 too long idle", null)]
    [InlineData(null, "")]
    [InlineData(null, "last:421 too long idle")]
    public async Task A_session_that_died_while_it_was_idle_is_replaced_and_nobody_hears_of_it(string? afterTheFirst, string? toTheSecond)
    {
        var mails = 0;
        using var relay = new ScriptedRelay((connection, verb) => (connection, verb) switch
        {
            (_, "EHLO") => AtOnce,
            (1, ".") => afterTheFirst,
            (1, "MAIL") when ++mails == 2 => toTheSecond,
            _ => null,
        });
        await using var channel = Channel(Relay(relay.Port));
        Assert.Equal(Delivered, await channel.Deliver(NoticeNumber(1), Citizen, Stop));
        Assert.Equal(Delivered, await channel.Deliver(NoticeNumber(2), Citizen, Stop));
        Assert.Equal((2, 2), (relay.Connections, relay.Messages.Count));
    }

    [Fact]
    public async Task A_session_is_replaced_once_and_not_for_ever()
    {
        var mails = 0;
        using var relay = new ScriptedRelay(verb => verb == "MAIL" && ++mails > 1 ? "last:421 closing" : null);
        await using var channel = Channel(Relay(relay.Port));
        await channel.Deliver(NoticeNumber(1), Citizen, Stop);
        Assert.Equal(new Outcome.TryAgain("deferred-421"), await channel.Deliver(NoticeNumber(2), Citizen, Stop));
        Assert.Equal((2, 3), (relay.Connections, mails));
    }

    [Fact]
    public async Task A_session_that_breaks_after_the_relay_has_heard_of_the_message_is_not_replaced_in_silence()
    {
        var recipients = 0;
        using var relay = new ScriptedRelay(verb => verb == "RCPT" && ++recipients == 2 ? "" : null);
        await using var channel = Channel(Relay(relay.Port));
        await channel.Deliver(NoticeNumber(1), Citizen, Stop);
        Assert.Equal(new Outcome.TryAgain("connection-lost"), await channel.Deliver(NoticeNumber(2), Citizen, Stop));
        Assert.Equal(1, relay.Connections);
    }

    [Fact]
    public async Task A_session_that_is_idle_for_half_a_minute_is_ended()
    {
        var quit = new TaskCompletionSource();
        var clock = new ManualClock(DateTimeOffset.UtcNow);
        using var relay = new ScriptedRelay(verb =>
        {
            if (verb == "QUIT") quit.TrySetResult();
            return null;
        });
        await using var channel = Channel(Relay(relay.Port), clock);
        await channel.Deliver(NoticeNumber(1), Citizen, Stop);
        clock.Advance(TimeSpan.FromSeconds(29));
        await channel.Deliver(NoticeNumber(2), Citizen, Stop);
        clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal((1, 0), (relay.Connections, relay.Count("QUIT")));
        clock.Advance(TimeSpan.FromSeconds(2));
        await quit.Task.WaitAsync(TimeSpan.FromSeconds(20), Stop);
        Assert.Equal(Delivered, await channel.Deliver(NoticeNumber(3), Citizen, Stop));
        Assert.Equal(2, relay.Connections);
    }

    [Fact]
    public async Task No_more_sessions_are_open_than_allowed_and_the_others_wait_their_turn()
    {
        using var open = new SemaphoreSlim(0);
        var (atOnce, most) = (0, 0);
        using var relay = new ScriptedRelay(verb =>
        {
            if (verb != "RCPT") return null;
            most = Math.Max(most, Interlocked.Increment(ref atOnce));
            open.Wait(TimeSpan.FromSeconds(20));
            Interlocked.Decrement(ref atOnce);
            return null;
        });
        await using var channel = Channel(Relay(relay.Port) with { MaxConnections = 2 });
        var messages = Enumerable.Range(0, 6).Select(i => channel.Deliver(NoticeNumber(i), Citizen, Stop)).ToList();

        using var impatient = new CancellationTokenSource();
        var waiting = channel.Deliver(NoticeNumber(6), Citizen, impatient.Token);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        open.Release(6);
        Assert.All(await Task.WhenAll(messages), outcome => Assert.Equal(Delivered, outcome));
        Assert.Equal((2, 6), (relay.Connections, relay.Messages.Count));
        Assert.InRange(most, 1, 2);
    }

    [Fact]
    public async Task A_relay_that_does_not_offer_it_is_asked_one_thing_at_a_time()
    {
        var clock = new ManualClock(DateTimeOffset.UtcNow);
        using var relay = new ScriptedRelay(verb =>
        {
            if (verb == "MAIL") clock.Advance(TimeSpan.FromSeconds(31));
            return verb == "MAIL" ? "silent" : null;
        });
        await using (var channel = Channel(Relay(relay.Port), clock))
            Assert.Equal(new Outcome.TryAgain("timeout"), await channel.Deliver(Notice, Citizen, Stop));
        Assert.Equal(0, relay.Count("RCPT"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("500 what?")]
    public async Task A_refusal_stands_whatever_becomes_of_the_session(string answer)
    {
        using var relay = new ScriptedRelay(asked => asked switch { "EHLO" => AtOnce, "RCPT" => "550 unknown", "RSET" => answer, "DATA" => "503 no", _ => null });
        await using var channel = Channel(Relay(relay.Port));
        Assert.Equal(new Outcome.GiveUp("refused-550"), await channel.Deliver(NoticeNumber(1), Citizen, Stop));
        Assert.Equal(new Outcome.GiveUp("refused-550"), await channel.Deliver(NoticeNumber(2), Citizen, Stop));
        Assert.Equal(2, relay.Connections);
    }
}
