using System.Text;
using Proactive.Channels.Email;
using Proactive.Channels.Smtp;
using Proactive.Engine.Delivery;
using static Proactive.Adapters.Tests.Mails;

namespace Proactive.Adapters.Tests;

/// <summary>Our own client, which also asks for the message itself at once with its addresses.</summary>
public sealed class SmtpConnectionsTests : MailTransportCompliance
{
    protected override IMailTransport Open(EmailOptions options, TimeProvider clock) => new SmtpConnections(options, clock);

    [Fact]
    public async Task What_may_be_asked_at_once_is_asked_at_once()
    {
        using var relay = new ScriptedRelay(verb => verb switch { "EHLO" => "250-here\r\n250 PIPELINING", "MAIL" or "RCPT" => "silent", "DATA" => "250 ok\r\n250 ok\r\n354 go on", _ => null });
        await using var channel = Channel(Relay(relay.Port));
        Assert.Equal(new Outcome.Delivered("smtp-250"), await channel.Deliver(Notice, Citizen, Stop));
    }

    [Theory]
    [InlineData("250-here\r\n250 PIPELINING", "554 no valid recipients", 1)]
    [InlineData("250-here\r\n250 PIPELINING", "354 go on", 2)]
    [InlineData("250 here", null, 1)]
    public async Task After_a_refused_recipient_the_session_is_used_again_unless_the_relay_waits_for_a_message(string hello, string? data, int connections)
    {
        var recipients = 0;
        using var relay = new ScriptedRelay(verb => verb switch
        {
            "EHLO" => hello,
            "RCPT" when ++recipients == 1 => "550 unknown",
            "DATA" when recipients == 1 => data,
            _ => null,
        });
        await using var channel = Channel(Relay(relay.Port));
        Assert.Equal(new Outcome.GiveUp("refused-550"), await channel.Deliver(NoticeNumber(1), Citizen, Stop));
        Assert.Equal(new Outcome.Delivered("smtp-250"), await channel.Deliver(NoticeNumber(2), Citizen, Stop));
        Assert.Equal((connections, 1), (relay.Connections, relay.Messages.Count));
        Assert.Equal(connections == 1 ? 1 : 0, relay.Count("RSET"));
    }

    [Fact]
    public async Task A_refusal_stands_even_if_the_line_breaks_before_the_answers_that_are_left()
    {
        using var relay = new ScriptedRelay(verb => verb switch { "EHLO" => "250-here\r\n250 PIPELINING", "RCPT" => "550 unknown", "DATA" => "", _ => null });
        await using var channel = Channel(Relay(relay.Port));
        for (var i = 0; i < 2; i++) Assert.Equal(new Outcome.GiveUp("refused-550"), await channel.Deliver(NoticeNumber(i), Citizen, Stop));
        Assert.Equal(2, relay.Connections);
    }

    [Fact]
    public async Task The_first_line_of_the_answer_is_the_relays_name_whatever_it_is()
    {
        using var relay = new ScriptedRelay(verb => verb == "EHLO" ? "250 STARTTLS" : null);
        await using var channel = Channel(Secured(relay));
        Assert.Equal(new Outcome.TryAgain("tls-not-offered"), await channel.Deliver(Notice, Citizen, Stop));
        Assert.Equal(["CONNECT", "EHLO"], relay.Commands.Select(c => c.Split(' ')[0]));
    }

    [Theory]
    [InlineData("hello\r\n")]
    [InlineData(".\r\n")]
    [InlineData("..\r\n.\r\n\r\n.x\r\n")]
    [InlineData("Subject: a\r\n\r\n.\r\nRCPT TO:<other@example.org>\r\n.\r\n")]
    [InlineData("ends without a line break")]
    [InlineData(".\r\n.")]
    [InlineData("")]
    public void A_line_that_begins_with_a_dot_gets_another_and_only_the_end_is_the_end(string mail)
    {
        using var block = new DataBlock(Encoding.ASCII.GetBytes(mail));
        var lines = Encoding.ASCII.GetString(block.Bytes.Span).Split("\r\n");
        Assert.Equal([".", ""], lines[^2..]);
        Assert.DoesNotContain(".", lines[..^2]);
        var read = string.Concat(lines[..^2].Select(l => (l.StartsWith('.') ? l[1..] : l) + "\r\n"));
        Assert.Equal(mail.EndsWith("\r\n", StringComparison.Ordinal) ? mail : mail + "\r\n", read);
    }
}
