using System.Security.Cryptography.X509Certificates;
using System.Text;
using Azure.Core;
using Proactive.Adapters.Tests;
using Proactive.Channels.Email;
using Proactive.Engine.Delivery;
using Proactive.Functions.Mail;
using Proactive.Testing;
using static Proactive.Adapters.Tests.Mails;

namespace Proactive.Functions.Tests;

public sealed class OAuthLoginTests
{
    const string Scope = "https://outlook.example/.default";

    static readonly Outcome Delivered = new Outcome.Delivered("smtp-250");

    readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero));
    readonly Issuer _issuer;

    public OAuthLoginTests() => _issuer = new Issuer(_clock);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("XOAUTH2 PLAIN", "XOAUTH2", "user=mail@kommune.example\u0001auth=Bearer token-1\u0001\u0001")]
    [InlineData("OAUTHBEARER XOAUTH2", "XOAUTH2", "user=mail@kommune.example\u0001auth=Bearer token-1\u0001\u0001")]
    [InlineData("PLAIN OAUTHBEARER", "OAUTHBEARER", "\u0001auth=Bearer token-1\u0001\u0001")]
    public async Task A_relay_that_takes_tokens_is_given_one(string logins, string way, string response)
    {
        using var relay = new ScriptedRelay(verb => verb switch { "EHLO" => $"250-here\r\n250 AUTH {logins}", "AUTH" => "235 welcome", _ => null });
        Assert.Equal(Delivered, await Deliver(relay));
        var login = Assert.Single(relay.Commands, c => c.StartsWith("AUTH ", StringComparison.Ordinal)).Split(' ');
        Assert.Equal(way, login[1]);
        Assert.EndsWith(response, Encoding.UTF8.GetString(Convert.FromBase64String(login[2])), StringComparison.Ordinal);
        Assert.Equal([Scope], _issuer.Scopes);
    }

    [Fact]
    public async Task A_token_longer_than_the_librarys_buffer_is_one_command()
    {
        _issuer.Padding = new string('x', 6000);
        using var relay = new ScriptedRelay(verb => verb switch { "EHLO" => "250-here\r\n250 AUTH XOAUTH2", "AUTH" => "235 welcome", _ => null });
        Assert.Equal(Delivered, await Deliver(relay));
    }

    [Fact]
    public async Task A_token_is_used_again_until_it_is_about_to_expire_and_then_replaced()
    {
        using var relay = new ScriptedRelay(verb => verb switch { "EHLO" => "250-here\r\n250 AUTH XOAUTH2", "AUTH" => "235 welcome", _ => null });
        var transport = Transport(relay);
        await using var channel = new EmailChannel(Relay(relay.Port), _clock, transport);
        // After half a minute the session is over, and the next mail needs a login of its own.
        foreach (var minutes in new[] { 1, 53, 2, 1 })
        {
            Assert.Equal(Delivered, await channel.Deliver(Notice, Citizen, Stop));
            _clock.Advance(TimeSpan.FromMinutes(minutes));
        }

        Assert.Equal(["token-1", "token-1", "token-1", "token-2"], Tokens(relay));
    }

    [Fact]
    public async Task A_kept_token_that_is_refused_is_replaced_at_once()
    {
        var logins = 0;
        using var relay = new ScriptedRelay(verb => verb switch
        {
            "EHLO" => "250-here\r\n250 AUTH XOAUTH2",
            "AUTH" when ++logins == 2 => "334 eyJzdGF0dXMiOiI0MDAifQ==",
            "AUTH" => "235 welcome",
            "" => "535 5.7.3 expired",
            _ => null,
        });
        await using var channel = new EmailChannel(Relay(relay.Port), _clock, Transport(relay));
        Assert.Equal(Delivered, await channel.Deliver(NoticeNumber(1), Citizen, Stop));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(Delivered, await channel.Deliver(NoticeNumber(2), Citizen, Stop));
        Assert.Equal(["token-1", "token-1", "token-2"], Tokens(relay));
    }

    [Fact]
    public async Task A_new_token_that_is_refused_is_not_tried_again_and_says_nothing_of_the_citizen()
    {
        using var relay = new ScriptedRelay(verb => verb switch { "EHLO" => "250-here\r\n250 AUTH XOAUTH2", "AUTH" => "535 5.7.3 mail@kommune.example may not", _ => null });
        await using var channel = new EmailChannel(Relay(relay.Port), _clock, Transport(relay));
        Assert.Equal(new Outcome.TryAgain("login-refused-535"), await channel.Deliver(Notice, Citizen, Stop));
        Assert.Equal(["token-1"], Tokens(relay));
        Assert.Equal(0, relay.Count("MAIL"));
        // The next message asks for another.
        Assert.Equal(new Outcome.TryAgain("login-refused-535"), await channel.Deliver(Notice, Citizen, Stop));
        Assert.Equal(["token-1", "token-2"], Tokens(relay));
    }

    [Fact]
    public async Task A_relay_that_takes_only_passwords_is_not_given_the_token()
    {
        using var relay = new ScriptedRelay(verb => verb == "EHLO" ? "250-here\r\n250 AUTH PLAIN LOGIN" : null);
        Assert.Equal(new Outcome.TryAgain("login-not-offered"), await Deliver(relay));
        Assert.Equal(0, relay.Count("AUTH") + relay.Count("MAIL"));
    }

    [Fact]
    public async Task Without_a_token_nothing_is_sent_and_the_next_message_asks_again()
    {
        using var relay = new ScriptedRelay(verb => verb switch { "EHLO" => "250-here\r\n250 AUTH XOAUTH2", "AUTH" => "235 welcome", _ => null });
        await using var channel = new EmailChannel(Relay(relay.Port), _clock, Transport(relay));
        _issuer.Failure = new InvalidOperationException("mail@kommune.example is locked");
        Assert.Equal(new Outcome.TryAgain("login-token-unavailable"), await channel.Deliver(Notice, Citizen, Stop));
        _issuer.Failure = null;
        Assert.Equal(Delivered, await channel.Deliver(Notice, Citizen, Stop));
    }

    [Fact]
    public async Task Sessions_that_open_at_the_same_time_ask_for_one_token()
    {
        using var relay = new ScriptedRelay(verb => verb switch { "EHLO" => "250-here\r\n250 AUTH XOAUTH2", "AUTH" => "235 welcome", _ => null });
        _issuer.Hold = new TaskCompletionSource();
        await using var channel = new EmailChannel(Relay(relay.Port), _clock, Transport(relay));
        var mails = Enumerable.Range(0, 4).Select(i => channel.Deliver(NoticeNumber(i), Citizen, Stop)).ToList();
        await _issuer.Asked.Task.WaitAsync(TimeSpan.FromSeconds(20), Stop);
        _issuer.Hold.SetResult();
        Assert.All(await Task.WhenAll(mails), outcome => Assert.Equal(Delivered, outcome));
        Assert.Single(_issuer.Scopes);
    }

    [Fact]
    public async Task The_token_is_said_only_over_an_encrypted_line()
    {
        using var certificate = MailTransportCompliance.SelfSigned();
        using var relay = new ScriptedRelay(verb => verb == "EHLO" ? "250-here\r\n250 AUTH XOAUTH2" : null, certificate);
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(certificate);
        Assert.Equal(new Outcome.TryAgain("tls-not-offered"), await Deliver(relay, o => o with { RequireTls = true, CertificatePolicy = policy }));
        Assert.Empty(_issuer.Scopes);
    }

    [Fact]
    public void Settings_that_would_not_work_are_listed_and_secrets_are_not_printed()
    {
        var login = new OAuthLogin("mail@kommune.example", _issuer, Scope);
        var wrong = new MailKitOptions { Relay = Relay(25) with { Host = "relay.example", RequireTls = false, UserName = "a", Password = "b" }, OAuth = login };
        Assert.Equal(["the password would be sent without TLS", "mail would go to the relay without TLS", "the login is by password and by token; choose one"], wrong.Problems());
        Assert.Throws<ArgumentException>(() => new MailKitTransport(wrong));
        Assert.Equal("a login by token", $"{login}");
    }

    static IEnumerable<string> Tokens(ScriptedRelay relay) => relay.Commands.Where(c => c.StartsWith("AUTH ", StringComparison.Ordinal))
        .Select(c => Encoding.UTF8.GetString(Convert.FromBase64String(c.Split(' ')[2])).Split("Bearer ")[1].TrimEnd('\u0001'));

    MailKitTransport Transport(ScriptedRelay relay, Func<EmailOptions, EmailOptions>? change = null) =>
        new(new MailKitOptions { Relay = (change ?? (o => o))(Relay(relay.Port)), OAuth = new OAuthLogin("mail@kommune.example", _issuer, Scope, _clock) }, _clock);

    async Task<Outcome> Deliver(ScriptedRelay relay, Func<EmailOptions, EmailOptions>? change = null)
    {
        await using var channel = new EmailChannel(Relay(relay.Port), _clock, Transport(relay, change));
        return await channel.Deliver(Notice, Citizen, Stop);
    }

    /// <summary>Gives a token an hour.</summary>
    sealed class Issuer(TimeProvider clock) : TokenCredential
    {
        public List<string> Scopes { get; } = [];

        public string Padding { get; set; } = "";

        public Exception? Failure { get; set; }

        public TaskCompletionSource? Hold { get; set; }

        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes.AddRange(requestContext.Scopes);
            Asked.TrySetResult();
            if (Hold is not null) await Hold.Task;
            return Failure is null ? new AccessToken($"token-{Scopes.Count}{Padding}", clock.GetUtcNow().AddHours(1)) : throw Failure;
        }
    }
}
