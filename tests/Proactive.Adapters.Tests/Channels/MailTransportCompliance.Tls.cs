using System.Security.Cryptography.X509Certificates;
using System.Text;
using Proactive.Channels.Email;
using Proactive.Engine.Delivery;
using static Proactive.Adapters.Tests.Mails;

namespace Proactive.Adapters.Tests;

/// <summary>Nothing is said in the clear, or to somebody else, that should not be.</summary>
public abstract partial class MailTransportCompliance
{
    static readonly X509Certificate2 OfThisMachine = SelfSigned();

    [Theory]
    [InlineData("PLAIN LOGIN", "AUTH PLAIN AHByb2FjdGl2ZQBzw6ZjcmV0")]
    [InlineData("LOGIN", "AUTH LOGIN")]
    public async Task The_login_and_the_message_go_over_an_encrypted_line_on_which_the_relay_is_asked_anew(string logins, string login)
    {
        using var relay = new ScriptedRelay(Encrypted($"250-here\r\n250 AUTH {logins}"), OfThisMachine);
        Assert.Equal(new Outcome.Delivered("smtp-250"), await Deliver(Secured(relay)));
        Assert.Equal(["CONNECT", "EHLO", "STARTTLS", "EHLO", "AUTH"], relay.Commands.Take(5).Select(c => c.Split(' ')[0]));
        Assert.Equal(login, relay.Commands.ElementAt(4));
        if (logins == "LOGIN") Assert.Equal(["proactive", "sæcret"], relay.Commands.Skip(5).Take(2).Select(c => Encoding.UTF8.GetString(Convert.FromBase64String(c))));
    }

    [Fact]
    public async Task A_session_with_tls_is_used_again()
    {
        using var relay = new ScriptedRelay(Encrypted("250-here\r\n250-PIPELINING\r\n250 AUTH PLAIN"), OfThisMachine);
        await using var channel = Channel(Secured(relay));
        for (var i = 0; i < 5; i++) Assert.Equal(new Outcome.Delivered("smtp-250"), await channel.Deliver(NoticeNumber(i), Citizen, Stop));
        Assert.Equal(1, relay.Connections);
    }

    [Theory]
    [InlineData("250 here")]
    [InlineData("250-here\r\n250-AUTH PLAIN\r\n250 XSTARTTLS")]
    public async Task Nothing_is_sent_where_the_offer_of_tls_was_stripped(string hello)
    {
        using var relay = new ScriptedRelay(verb => verb == "EHLO" ? hello : null);
        Assert.Equal(new Outcome.TryAgain("tls-not-offered"), await Deliver(Secured(relay)));
        Assert.Equal(["CONNECT", "EHLO"], relay.Commands.Select(c => c.Split(' ')[0]));
    }

    [Theory]
    [InlineData("454 not now")]
    [InlineData("554 never")]
    public async Task Nothing_is_sent_where_tls_is_refused(string answer)
    {
        using var relay = new ScriptedRelay(verb => verb switch { "EHLO" => "250-here\r\n250 STARTTLS", "STARTTLS" => answer, _ => null });
        Assert.Equal(new Outcome.TryAgain("tls-not-offered"), await Deliver(Secured(relay)));
        Assert.Equal("STARTTLS", relay.Commands.Last());
    }

    [Fact]
    public async Task What_was_said_before_the_line_was_encrypted_is_not_heard_after_it()
    {
        using var relay = new ScriptedRelay(verb => verb switch { "EHLO" => "250-here\r\n250 STARTTLS", "STARTTLS" => "220 go on\r\n250-here\r\n250 AUTH PLAIN", _ => null }, OfThisMachine);
        Assert.Equal(new Outcome.TryAgain("protocol-error"), await Deliver(Secured(relay)));
        Assert.Equal("STARTTLS", relay.Commands.Last());
    }

    [Fact]
    public async Task Nothing_is_sent_to_a_relay_with_somebody_elsesOfThisMachine()
    {
        using var other = SelfSigned("CN=other.example", name: "other.example");
        using var relay = new ScriptedRelay(Encrypted("250 AUTH PLAIN"), other);
        Assert.Equal(new Outcome.TryAgain("tls-failed"), await Deliver(Secured(relay, other)));
        Assert.Equal("STARTTLS", relay.Commands.Last());
    }

    [Fact]
    public async Task A_relay_that_answers_the_handshake_in_the_clear_is_not_spoken_to()
    {
        var hellos = 0;
        // Without a certificate it goes on in the clear, where our handshake is garbage to it.
        using var relay = new ScriptedRelay(verb => verb switch { "EHLO" when ++hellos == 1 => "250-here\r\n250 STARTTLS", "STARTTLS" => "last:220 go on", _ => null });
        Assert.Equal(new Outcome.TryAgain("tls-failed"), await Deliver(Secured(relay)));
        Assert.Equal("STARTTLS", relay.Commands.Last());
    }

    [Theory]
    [InlineData("250 here", null, "TryAgain { Reason = login-not-offered }")]
    [InlineData("250-here\r\n250 AUTH CRAM-MD5", null, "TryAgain { Reason = login-not-offered }")]
    [InlineData("250-here\r\n250 AUTH PLAIN", "535 no", "TryAgain { Reason = login-refused-535 }")]
    [InlineData("250-here\r\n250 AUTH PLAIN", "550 no", "TryAgain { Reason = login-refused-550 }")]
    [InlineData("250-here\r\n250 AUTH PLAIN", "454 not now", "TryAgain { Reason = deferred-454 }")]
    [InlineData("250-here\r\n250 AUTH PLAIN", "334 and?", "TryAgain { Reason = protocol-error }")]
    public async Task Without_a_login_nothing_is_sent(string hello, string? answer, string expected)
    {
        using var relay = new ScriptedRelay(verb => verb switch { "EHLO" => hello, "AUTH" => answer, _ => null });
        await using var channel = Channel(Relay(relay.Port) with { UserName = "proactive", Password = "secret" });
        Assert.Equal(expected, (await channel.Deliver(Notice, Citizen, Stop)).ToString());
        Assert.Equal(0, relay.Count("MAIL"));
    }

    internal static EmailOptions Secured(ScriptedRelay relay, X509Certificate2? trusted = null)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(trusted ?? OfThisMachine);
        return Relay(relay.Port) with { RequireTls = true, UserName = "proactive", Password = "sæcret", CertificatePolicy = policy };
    }

    // Offers TLS at first, and once the line is encrypted what is given here; whatever is no command is part of a login.
    static Func<int, string, string?> Encrypted(string hello)
    {
        var encrypted = new HashSet<int>();
        var answersToLogin = new Queue<string>(["334 VXNlcm5hbWU6", "334 UGFzc3dvcmQ6", "235 welcome"]);
        return (connection, verb) => verb switch
        {
            "EHLO" => encrypted.Contains(connection) ? hello : "250-here\r\n250 STARTTLS",
            "STARTTLS" => encrypted.Add(connection) ? "220 go on" : "503 again?",
            "AUTH" when hello.Contains("PLAIN", StringComparison.Ordinal) => "235 welcome",
            "CONNECT" or "MAIL" or "RCPT" or "DATA" or "." or "RSET" or "QUIT" => null,
            _ => answersToLogin.Dequeue(),
        };
    }
}
