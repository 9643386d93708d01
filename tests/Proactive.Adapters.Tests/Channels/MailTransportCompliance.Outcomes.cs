using Proactive.Engine.Delivery;
using static Proactive.Adapters.Tests.Mails;

namespace Proactive.Adapters.Tests;

/// <summary>What becomes of a message.</summary>
public abstract partial class MailTransportCompliance
{
    [Theory]
    [InlineData("rcpt")]
    [InlineData("mail")]
    [InlineData("data")]
    [InlineData(".")]
    public async Task What_the_relay_refuses_for_good_is_given_up(string command)
    {
        using var sink = SmtpSink.Start("-f", command, "-B", "550 5.1.1 <soeren@borger.example> is not known here");
        Assert.Equal(new Outcome.GiveUp("refused-550"), await Deliver(sink.Port));
    }

    [Fact]
    public async Task A_relay_that_refuses_us_altogether_says_nothing_of_the_citizen()
    {
        using var sink = SmtpSink.Start("-f", "connect", "-B", "554 5.7.1 no service");
        Assert.Equal(new Outcome.TryAgain("relay-refused-554"), await Deliver(sink.Port));
    }

    [Theory]
    [InlineData("rcpt")]
    [InlineData("mail")]
    [InlineData("data")]
    [InlineData(".")]
    [InlineData("connect")]
    public async Task What_the_relay_refuses_for_now_is_tried_again(string command)
    {
        using var sink = SmtpSink.Start("-r", command, "-b", "451 4.7.1 <soeren@borger.example> greylisted");
        Assert.Equal(new Outcome.TryAgain("deferred-451"), await Deliver(sink.Port));
    }

    [Theory]
    [InlineData("connect")]
    [InlineData("mail")]
    [InlineData("rcpt")]
    [InlineData("data")]
    public async Task A_line_that_breaks_before_the_message_is_tried_again(string command)
    {
        using var sink = SmtpSink.Start("-q", command);
        Assert.Equal(new Outcome.TryAgain("connection-lost"), await Deliver(sink.Port));
    }

    [Fact]
    public async Task A_line_that_breaks_after_the_whole_message_leaves_the_outcome_unknown()
    {
        using var sink = SmtpSink.Start("-q", ".");
        Assert.Equal(new Outcome.Unknown("connection-lost-after-data"), await Deliver(sink.Port));
    }

    [Fact]
    public async Task A_relay_that_closes_down_after_the_message_and_says_so_has_not_taken_it()
    {
        using var sink = SmtpSink.Start("-Q", ".");
        Assert.Equal(new Outcome.TryAgain("deferred-421"), await Deliver(sink.Port));
    }

    [Theory]
    [InlineData("CONNECT")]
    [InlineData("EHLO")]
    [InlineData("RCPT")]
    [InlineData("DATA")]
    public async Task A_relay_that_goes_silent_before_the_message_is_tried_again(string command)
    {
        using var relay = new ScriptedRelay(verb => verb == command ? "hang" : null);
        Assert.Equal(new Outcome.TryAgain("timeout"), await Deliver(Relay(relay.Port) with { Timeout = TimeSpan.FromMilliseconds(300) }));
    }

    [Fact]
    public async Task A_relay_that_goes_silent_after_the_whole_message_leaves_the_outcome_unknown()
    {
        using var relay = new ScriptedRelay(verb => verb == "." ? "hang" : null);
        Assert.Equal(new Outcome.Unknown("timeout-after-data"), await Deliver(Relay(relay.Port) with { Timeout = TimeSpan.FromMilliseconds(500) }));
    }

    [Fact]
    public async Task An_answer_to_the_message_that_means_nothing_leaves_the_outcome_unknown()
    {
        using var relay = new ScriptedRelay(verb => verb == "." ? "299 perhaps" : null);
        Assert.Equal(new Outcome.Unknown("protocol-error-after-data"), await Deliver(relay.Port));
    }

    [Fact]
    public async Task A_relay_that_is_not_there_is_tried_again()
    {
        Assert.Equal(new Outcome.TryAgain("connection-refused"), await Deliver(SmtpSink.FreePort()));
    }

    [Fact]
    public async Task A_relay_whose_name_is_not_known_is_tried_again()
    {
        Assert.Equal(new Outcome.TryAgain("host-not-found"), await Deliver(Relay(25) with { Host = "relay.invalid" }));
    }

    [Fact]
    public async Task Nothing_is_said_to_a_relay_without_tls_when_tls_is_required()
    {
        using var relay = new ScriptedRelay(_ => null);
        Assert.Equal(new Outcome.TryAgain("tls-not-offered"), await Deliver(Relay(relay.Port) with { RequireTls = true, UserName = "proactive", Password = "secret" }));
        Assert.Equal(["CONNECT", "EHLO"], relay.Commands.Select(c => c.Split(' ')[0]));
    }

    [Fact]
    public async Task Nothing_is_said_to_a_relay_whose_certificate_is_not_trusted()
    {
        using var certificate = SelfSigned();
        using var relay = new ScriptedRelay(verb => verb switch { "EHLO" => "250-here\r\n250-AUTH LOGIN\r\n250 STARTTLS", "STARTTLS" => "220 go on", _ => null }, certificate);
        Assert.Equal(new Outcome.TryAgain("tls-failed"), await Deliver(Relay(relay.Port) with { RequireTls = true, UserName = "proactive", Password = "secret" }));
        Assert.Equal(["CONNECT", "EHLO", "STARTTLS"], relay.Commands.Select(c => c.Split(' ')[0]));
    }

    [Fact]
    public async Task A_relay_that_refuses_our_login_is_tried_again_because_it_says_nothing_about_the_citizen()
    {
        using var relay = new ScriptedRelay(verb => verb switch { "EHLO" => "250-here\r\n250 AUTH LOGIN", "AUTH" => "535 5.7.8 wrong", _ => null });
        Assert.Equal(new Outcome.TryAgain("login-refused-535"), await Deliver(Relay(relay.Port) with { UserName = "proactive", Password = "secret" }));
    }

    [Fact]
    public async Task Cancelling_before_the_message_stops_it()
    {
        using var cancelled = new CancellationTokenSource();
        using var relay = new ScriptedRelay(verb =>
        {
            if (verb == "RCPT") cancelled.Cancel();
            return verb == "RCPT" ? "hang" : null;
        });
        await using var channel = Channel(Relay(relay.Port));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => channel.Deliver(Notice, Citizen, cancelled.Token));
    }

    [Fact]
    public async Task Cancelling_after_the_message_still_waits_for_what_came_of_it()
    {
        using var cancelled = new CancellationTokenSource();
        using var relay = new ScriptedRelay(verb =>
        {
            if (verb == ".") cancelled.Cancel();
            return null;
        });
        await using var channel = Channel(Relay(relay.Port));
        Assert.Equal(new Outcome.Delivered("smtp-250"), await channel.Deliver(Notice, Citizen, cancelled.Token));
    }
}
