using Proactive.Channels.Email;
using Proactive.Channels.Relays;
using Proactive.Engine.Delivery;
using Proactive.Testing;
using static Proactive.Adapters.Tests.Mails;

namespace Proactive.Adapters.Tests;

public sealed class RelayGateTests
{
    static readonly Sent Down = new(new Outcome.TryAgain("connection-refused"), true);
    static readonly Sent Fine = new(new Outcome.Delivered("smtp-250"), false);
    static readonly Sent Refused = new(new Outcome.GiveUp("refused-550"), false);

    readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.Zero));
    readonly RelayGate _gate;

    public RelayGateTests() => _gate = new RelayGate(null, _clock);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_relay_that_is_down_is_left_alone_after_five_messages()
    {
        for (var i = 0; i < 5; i++) Assert.Equal((TimeSpan.Zero, Down.Outcome), (await Enter(), await Pass(Down)));
        Assert.Equal(TimeSpan.FromSeconds(30), await Enter());
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(TimeSpan.FromSeconds(20), await Enter());
        Assert.Equal(new Outcome.TryAgain("relay-down"), await Pass(Fine));
    }

    [Fact]
    public async Task One_message_tries_it_then_and_the_others_wait_for_what_becomes_of_it()
    {
        await Break();
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(TimeSpan.Zero, await Enter());
        Assert.Equal(TimeSpan.FromSeconds(5), await Enter());
        var trial = new TaskCompletionSource<Sent>();
        var first = _gate.Pass(_ => trial.Task, Stop);
        _clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(TimeSpan.FromSeconds(5), await Enter());

        trial.SetResult(Fine);
        Assert.Equal(Fine.Outcome, await first);
        for (var i = 0; i < 10; i++) Assert.Equal((TimeSpan.Zero, Fine.Outcome), (await Enter(), await Pass(Fine)));
    }

    [Fact]
    public async Task A_trial_that_never_came_is_followed_by_another()
    {
        await Break();
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(TimeSpan.Zero, await Enter());
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.Zero, await Enter());
    }

    [Fact]
    public async Task Who_waits_for_a_turn_while_the_relay_goes_down_is_told_so_and_not_let_through()
    {
        var gate = new RelayGate(1, _clock);
        Assert.Equal(TimeSpan.Zero, await gate.Enter(Stop));
        var waiting = gate.Enter(Stop).AsTask();
        for (var i = 0; i < 5; i++) await gate.Pass(_ => Task.FromResult(Down), Stop);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.InRange((await waiting.WaitAsync(TimeSpan.FromSeconds(20), Stop)).TotalSeconds, 28, 29);
    }

    [Fact]
    public async Task Each_failed_trial_doubles_the_wait_up_to_five_minutes_and_one_that_works_ends_it()
    {
        await Break();
        var waits = new List<double>();
        for (var i = 0; i < 8; i++)
        {
            var wait = await Enter();
            waits.Add(wait.TotalSeconds);
            _clock.Advance(wait);
            Assert.Equal((TimeSpan.Zero, Down.Outcome), (await Enter(), await Pass(Down)));
        }

        Assert.Equal([30, 60, 120, 240, 300, 300, 300, 300], waits);
        _clock.Advance(await Enter());
        await Enter();
        await Pass(Fine);
        await Break();
        Assert.Equal(TimeSpan.FromSeconds(30), await Enter());
    }

    [Fact]
    public async Task What_a_relay_says_about_single_messages_does_not_close_it()
    {
        for (var i = 0; i < 50; i++) Assert.Equal((TimeSpan.Zero, Refused.Outcome), (await Enter(), await Pass(Refused)));
    }

    [Fact]
    public async Task A_relay_that_fails_less_than_half_of_the_time_is_used_on()
    {
        for (var i = 0; i < 50; i++)
        {
            await Pass(Fine);
            await Pass(i % 5 == 0 ? Down : Fine);
            Assert.Equal(TimeSpan.Zero, await Enter());
        }
    }

    [Fact]
    public async Task A_relay_that_asks_to_be_left_alone_is_left_alone_at_once_and_for_so_long()
    {
        await Pass(new Sent(new Outcome.TryAgain("deferred-429"), true, TimeSpan.FromMinutes(2)));
        Assert.Equal(TimeSpan.FromMinutes(2), await Enter());
        await Pass(new Sent(new Outcome.TryAgain("deferred-429"), true, TimeSpan.FromSeconds(10)));
        _clock.Advance(TimeSpan.FromSeconds(90));
        Assert.Equal(TimeSpan.FromSeconds(30), await Enter());
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal((TimeSpan.Zero, Fine.Outcome), (await Enter(), await Pass(Fine)));
        Assert.Equal(TimeSpan.Zero, await Enter());
    }

    [Fact]
    public async Task A_wish_to_be_left_alone_counts_for_an_hour_at_most_and_beside_the_break()
    {
        await Pass(new Sent(new Outcome.TryAgain("deferred-503"), true, TimeSpan.MaxValue));
        Assert.Equal(TimeSpan.FromHours(1), await Enter());
        for (var i = 0; i < 5; i++) await Pass(Down);
        Assert.Equal(TimeSpan.FromHours(1), await Enter());
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(TimeSpan.Zero, await Enter());
        Assert.Equal(TimeSpan.FromSeconds(5), await Enter());
    }

    [Theory]
    [InlineData("CONNECT", "last:421 busy", true)]
    [InlineData("CONNECT", "554 no service", true)]
    [InlineData("EHLO", "", true)]
    [InlineData("EHLO", "nonsense", true)]
    [InlineData("MAIL", "530 log in first", true)]
    [InlineData("MAIL", "last:421 closing", true)]
    [InlineData(".", "", true)]
    [InlineData("MAIL", "451 later", false)]
    [InlineData("RCPT", "550 unknown", false)]
    [InlineData("RCPT", "450 greylisted", false)]
    [InlineData(".", "554 spam", false)]
    public async Task What_closes_it_is_what_concerns_all_messages(string stage, string answer, bool closes)
    {
        using var relay = new ScriptedRelay(verb => verb == stage ? answer : null);
        await using var channel = new EmailChannel(Relay(relay.Port), _clock);
        for (var i = 0; i < 5; i++) await channel.Deliver(NoticeNumber(i), Citizen, Stop);
        Assert.Equal(closes ? TimeSpan.FromSeconds(30) : TimeSpan.Zero, await channel.Enter(Stop));
    }

    [Fact]
    public async Task A_channel_whose_relay_is_not_there_says_so_before_a_try_is_counted()
    {
        await using var channel = new EmailChannel(Relay(SmtpSink.FreePort()), _clock);
        for (var i = 0; i < 5; i++) Assert.Equal(new Outcome.TryAgain("connection-refused"), await channel.Deliver(NoticeNumber(i), Citizen, Stop));
        Assert.Equal(TimeSpan.FromSeconds(30), await channel.Enter(Stop));
    }

    [Fact]
    public async Task A_message_that_is_cancelled_says_nothing_about_the_relay()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        for (var i = 0; i < 20; i++) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _gate.Pass(stop => Task.FromCanceled<Sent>(stop), cancelled.Token));
        Assert.Equal(TimeSpan.Zero, await Enter());
    }

    ValueTask<TimeSpan> Enter() => _gate.Enter(Stop);

    Task<Outcome> Pass(Sent sent) => _gate.Pass(_ => Task.FromResult(sent), Stop);

    async Task Break()
    {
        for (var i = 0; i < 5; i++) await Pass(Down);
        Assert.Equal(TimeSpan.FromSeconds(30), await Enter());
    }
}
