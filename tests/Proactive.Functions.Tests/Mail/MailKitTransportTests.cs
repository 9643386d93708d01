using System.Text;
using Proactive.Adapters.Tests;
using Proactive.Channels.Email;
using Proactive.Engine.Delivery;
using Proactive.Functions.Mail;
using static Proactive.Adapters.Tests.Mails;

namespace Proactive.Functions.Tests;

/// <summary>MailKit under the suite of our own client.</summary>
public sealed class MailKitTransportTests : MailTransportCompliance
{
    static readonly DateTimeOffset Date = new(2026, 11, 22, 9, 0, 0, TimeSpan.FromHours(1));

    protected override IMailTransport Open(EmailOptions options, TimeProvider clock) => new MailKitTransport(new MailKitOptions { Relay = options }, clock);

    [Fact]
    public async Task Every_notice_arrives_to_the_byte()
    {
        using var relay = new ScriptedRelay(verb => verb == "EHLO" ? "250-here\r\n250-SIZE 10000000\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-CHUNKING\r\n250-BINARYMIME\r\n250 PIPELINING" : null);
        await using var transport = Open(Relay(relay.Port), TimeProvider.System);
        var mails = RealNotices.All().Where((_, i) => i % 3 == 0).Select(m => NoticeMail.Of(m with { Text = $".\n..\n{m.Text} \n" }, Sender, "soeren@borger.example", Date)).ToList();
        foreach (var mail in mails) Assert.Equal(new Outcome.Delivered("smtp-250"), (await transport.Send(mail, Stop)).Outcome);
        Assert.Equal(mails.Select(m => Encoding.ASCII.GetString(m.Bytes.Span)), relay.Messages.Select(m => m.Replace("\r\n.", "\r\n", StringComparison.Ordinal)));
        Assert.All(relay.Commands.Where(c => c.StartsWith("MAIL ", StringComparison.Ordinal)).Zip(mails), pair => Assert.Equal($"MAIL FROM:<no-reply@kommune.example> SIZE={pair.Second.Bytes.Length}", pair.First));
    }

    [Theory]
    [InlineData("250-here\r\n250 PIPELINING")]
    [InlineData("250 here")]
    public async Task After_a_refused_recipient_the_session_is_used_again(string hello)
    {
        var recipients = 0;
        using var relay = new ScriptedRelay(verb => verb switch { "EHLO" => hello, "RCPT" when ++recipients == 1 => "550 unknown", _ => null });
        await using var channel = Channel(Relay(relay.Port));
        Assert.Equal(new Outcome.GiveUp("refused-550"), await channel.Deliver(NoticeNumber(1), Citizen, Stop));
        Assert.Equal(new Outcome.Delivered("smtp-250"), await channel.Deliver(NoticeNumber(2), Citizen, Stop));
        Assert.Equal((1, 1, 1), (relay.Connections, relay.Count("RSET"), relay.Messages.Count));
    }

    [Fact]
    public async Task The_addresses_are_asked_at_once()
    {
        using var relay = new ScriptedRelay(verb => verb switch { "EHLO" => "250-here\r\n250 PIPELINING", "MAIL" => "silent", "RCPT" => "250 ok\r\n250 ok", _ => null });
        await using var channel = Channel(Relay(relay.Port));
        Assert.Equal(new Outcome.Delivered("smtp-250"), await channel.Deliver(Notice, Citizen, Stop));
    }
}
