using System.Net;
using System.Net.Sockets;
using System.Text;
using Proactive.Channels.Email;
using Proactive.Engine.Delivery;
using Proactive.Testing;
using static Proactive.Adapters.Tests.Mails;

namespace Proactive.Adapters.Tests;

/// <summary>What is told of a message depends on how far it had come, and on nothing else.</summary>
public abstract partial class MailTransportCompliance
{
    static readonly string[] BeforeTheDot = ["CONNECT", "EHLO", "MAIL", "RCPT", "DATA"];

    public static TheoryData<string, string, bool> Stages
    {
        get
        {
            var stages = new TheoryData<string, string, bool>();
            foreach (var hello in new[] { InTurn, AtOnce })
            {
                foreach (var stage in BeforeTheDot) stages.Add(stage, hello, false);
                stages.Add(".", hello, true);
            }

            return stages;
        }
    }

    [Theory, MemberData(nameof(Stages))]
    public async Task A_line_that_breaks(string stage, string hello, bool mayHaveArrived)
    {
        using var relay = new ScriptedRelay(verb => verb == stage ? "" : verb == "EHLO" ? hello : null);
        Outcome expected = mayHaveArrived ? new Outcome.Unknown("connection-lost-after-data") : new Outcome.TryAgain("connection-lost");
        Assert.Equal(expected, await Deliver(relay));
    }

    [Theory, MemberData(nameof(Stages))]
    public async Task A_relay_that_goes_silent(string stage, string hello, bool mayHaveArrived)
    {
        var clock = new ManualClock(DateTimeOffset.UtcNow);
        using var relay = new ScriptedRelay(verb =>
        {
            if (verb == stage) clock.Advance(TimeSpan.FromSeconds(31));
            return verb == stage ? "hang" : verb == "EHLO" ? hello : null;
        });
        Outcome expected = mayHaveArrived ? new Outcome.Unknown("timeout-after-data") : new Outcome.TryAgain("timeout");
        Assert.Equal(expected, await Deliver(relay, clock));
    }

    [Theory, MemberData(nameof(Stages))]
    public async Task A_relay_that_says_goodbye(string stage, string hello, bool mayHaveArrived)
    {
        using var relay = new ScriptedRelay(verb => verb == stage ? "last:421 closing" : verb == "EHLO" ? hello : null);
        Assert.Equal(new Outcome.TryAgain("deferred-421"), await Deliver(relay));
        Assert.Equal(mayHaveArrived ? 1 : 0, relay.Messages.Count);
    }

    [Theory]
    [InlineData("CONNECT")]
    [InlineData("EHLO")]
    [InlineData("MAIL")]
    [InlineData("RCPT")]
    [InlineData("DATA")]
    [InlineData(".")]
    public async Task After_a_goodbye_nothing_more_is_asked_even_if_the_line_stays_open(string stage)
    {
        using var relay = new ScriptedRelay(verb => verb == stage ? "421 closing" : null);
        Assert.Equal(new Outcome.TryAgain("deferred-421"), await Deliver(relay));
        Assert.Equal(stage == "." ? "DATA" : stage, relay.Commands.Last().Split(' ')[0]);
    }

    [Fact]
    public async Task A_relay_that_does_not_know_how_to_begin_is_not_asked_in_the_old_way()
    {
        using var relay = new ScriptedRelay(verb => verb == "EHLO" ? "502 what?" : null);
        Assert.Equal(new Outcome.TryAgain("relay-refused-502"), await Deliver(relay));
        Assert.Equal("EHLO", relay.Commands.Last().Split(' ')[0]);
    }

    [Theory, MemberData(nameof(Stages))]
    public async Task Cancelling_is_heard_until_the_message_itself_goes_out(string stage, string hello, bool mayHaveArrived)
    {
        using var cancelled = new CancellationTokenSource();
        using var relay = new ScriptedRelay(verb =>
        {
            if (verb == stage) cancelled.Cancel();
            return verb != stage ? verb == "EHLO" ? hello : null : mayHaveArrived ? null : "hang";
        });
        await using var channel = Channel(Relay(relay.Port));
        var delivery = channel.Deliver(Notice, Citizen, cancelled.Token);
        if (mayHaveArrived) Assert.Equal(new Outcome.Delivered("smtp-250"), await delivery);
        else await Assert.ThrowsAnyAsync<OperationCanceledException>(() => delivery);
    }

    [Theory]
    [InlineData(4, "TryAgain { Reason = timeout }")]
    [InlineData(1, "Delivered { Receipt = smtp-250 }")]
    public async Task A_relay_that_answers_a_byte_at_a_time_has_half_a_minute_for_an_answer(int secondsEach, string expected)
    {
        // All answers together take 45 bytes; the longest takes 11.
        var clock = new ManualClock(DateTimeOffset.UtcNow);
        using var relay = new ScriptedRelay(_ => null) { BeforeEachByte = () => clock.Advance(TimeSpan.FromSeconds(secondsEach)) };
        Assert.Equal(expected, (await Deliver(relay, clock, TimeSpan.FromSeconds(60))).ToString());
    }

    [Fact]
    public async Task Each_command_has_a_time_of_its_own()
    {
        var clock = new ManualClock(DateTimeOffset.UtcNow);
        using var relay = new ScriptedRelay(verb =>
        {
            if (verb is "EHLO" or "MAIL" or "RCPT" or "DATA" or ".") clock.Advance(TimeSpan.FromSeconds(21));
            return null;
        });
        Assert.Equal(Delivered, await Deliver(relay, clock, TimeSpan.FromSeconds(120)));
    }

    [Fact]
    public async Task A_relay_that_uses_up_the_time_of_the_whole_message_before_it_begins_gets_none_of_it()
    {
        var clock = new ManualClock(DateTimeOffset.UtcNow);
        using var relay = new ScriptedRelay(verb =>
        {
            if (verb is "EHLO" or "MAIL" or "RCPT") clock.Advance(TimeSpan.FromSeconds(21));
            return null;
        });
        Assert.Equal(new Outcome.TryAgain("timeout"), await Deliver(relay, clock, TimeSpan.FromSeconds(60)));
        Assert.Empty(relay.Messages);
    }

    [Theory]
    [InlineData(true, "connection-lost")]
    [InlineData(false, "timeout")]
    public async Task A_relay_that_breaks_or_goes_silent_in_the_middle_of_a_long_message_has_nothing(bool breaks, string reason)
    {
        var clock = new ManualClock(DateTimeOffset.UtcNow);
        var told = new TaskCompletionSource();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        // A buffer this small is full long before the end of the message is reached.
        listener.Server.ReceiveBufferSize = 4096;
        listener.Start();
        var relay = TakeTheBeginning(listener, () =>
        {
            if (!breaks) clock.Advance(TimeSpan.FromSeconds(31));
            return breaks ? Task.CompletedTask : told.Task;
        });
        await using (var channel = Channel(Relay(((IPEndPoint)listener.LocalEndpoint).Port), clock))
            Assert.Equal(new Outcome.TryAgain(reason), await channel.Deliver(Notice with { Html = new string('x', 20_000_000) }, Citizen, Stop));
        told.SetResult();
        await relay;
    }

    static async Task TakeTheBeginning(TcpListener listener, Func<Task> then)
    {
        using var client = await listener.AcceptTcpClientAsync(Stop);
        var stream = client.GetStream();
        using var lines = new StreamReader(stream, leaveOpen: true);
        foreach (var answer in new[] { "220 here\r\n", "250 here\r\n", "250 ok\r\n", "250 ok\r\n", "354 go on\r\n" })
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), Stop);
            await lines.ReadLineAsync(Stop);
        }

        await then();
    }

    [Fact]
    public async Task However_long_a_message_is_a_line_that_breaks_after_it_leaves_the_outcome_unknown()
    {
        using var relay = new ScriptedRelay(verb => verb == "." ? "" : null);
        await using var transport = Open(Relay(relay.Port), TimeProvider.System);
        // Clients write in blocks, and the end may fall on the edge of one.
        foreach (var length in Enumerable.Range(4070, 40).Concat(Enumerable.Range(65_510, 40)))
        {
            var mail = Encoding.ASCII.GetBytes("Subject: long\r\n\r\n".PadRight(length - 2, 'x') + "\r\n");
            var sent = await transport.Send(new NoticeMail("a@example.org", "b@example.org", NoticeId, mail), Stop);
            Assert.Equal((length, new Outcome.Unknown("connection-lost-after-data")), (length, sent.Outcome));
        }
    }

    [Theory]
    [InlineData("a.b+c@example.org")]
    [InlineData("o'brien/x=y@example.org")]
    [InlineData("UPPER.Case@EXAMPLE.org")]
    [InlineData("a@[192.0.2.1]")]
    [InlineData("a@xn--blbr-roah.example")]
    [InlineData("a..b@example.org")]
    [InlineData("a.@example.org")]
    [InlineData(".a@example.org")]
    public async Task The_relay_is_told_the_address_as_it_is(string address)
    {
        using var relay = new ScriptedRelay(_ => null);
        await using var channel = Channel(Relay(relay.Port));
        if (await channel.Deliver(Notice, Citizen with { Email = address }, Stop) is Outcome.GiveUp refused) Assert.Equal(("invalid-address", 0), (refused.Reason, relay.Connections));
        else Assert.Contains($"RCPT TO:<{address}>", relay.Commands);
    }

    [Fact]
    public async Task Dots_arrive_at_another_program_as_they_were()
    {
        using var sink = SmtpSink.Start();
        await using var connections = Open(Relay(sink.Port), TimeProvider.System);
        var mail = "Subject: dots\r\n\r\n.\r\n..\r\n.begins\r\nends.\r\n.\r\n";
        await connections.Send(new NoticeMail("a@example.org", "b@example.org", NoticeId, Encoding.ASCII.GetBytes(mail)), Stop);
        Assert.Equal(mail.ReplaceLineEndings("\n").TrimEnd('\n'), Encoding.ASCII.GetString(Assert.Single(sink.Mails)).ReplaceLineEndings("\n").TrimEnd('\n'));
    }
}
