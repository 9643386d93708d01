using Proactive.Channels.Email;
using static Proactive.Adapters.Tests.Mails;

namespace Proactive.Adapters.Tests;

public sealed class EmailOptionsTests
{
    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        var options = new EmailOptions
        {
            Host = "not a host", Port = 0, From = new MailSender("nobody", "a\r\nb", "x", "not a domain"), UserName = "proactive", Timeout = TimeSpan.Zero,
            ConnectTimeout = TimeSpan.Zero, MaxConnections = 0, MaxPerSecond = 0,
        };
        var refused = Assert.Throws<ArgumentException>(() => new EmailChannel(options));
        Assert.Equal(11, options.Problems().Count);
        Assert.All(options.Problems(), problem => Assert.Contains(problem, refused.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Port_465_is_refused_with_the_port_to_use()
    {
        Assert.Contains("587", Assert.Single((Relay(465)).Problems()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost", null, false)]
    [InlineData("127.0.0.1", null, false)]
    [InlineData("::1", null, false)]
    [InlineData("relay.example", null, true)]
    [InlineData("10.0.0.1", null, true)]
    [InlineData("127.0.0.1", true, true)]
    [InlineData("relay.example", false, false)]
    public void Tls_is_required_of_every_relay_that_is_not_on_this_machine(string host, bool? asked, bool tls)
    {
        Assert.Equal(tls, (Relay(25) with { Host = host, RequireTls = asked }).Tls);
    }

    [Fact]
    public void A_password_never_goes_out_without_tls_and_never_into_a_log()
    {
        var options = Relay(25) with { Host = "relay.example", RequireTls = false, UserName = "proactive", Password = "secret" };
        Assert.Equal("the password would be sent without TLS", Assert.Single(options.Problems()));
        Assert.Equal("smtp relay.example:25", options.ToString());
    }

    [Fact]
    public void The_message_id_takes_the_senders_domain_unless_told_another()
    {
        Assert.Equal("<n@kommune.example>", (Sender with { MessageIdDomain = null }).MessageId("n"));
        Assert.Equal("<n@notices.kommune.example>", Sender.MessageId("n"));
    }
}
