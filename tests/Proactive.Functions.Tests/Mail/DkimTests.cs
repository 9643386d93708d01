using System.Text;
using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.OpenSsl;
using Org.BouncyCastle.Security;
using Proactive.Adapters.Tests;
using Proactive.Channels.Email;
using Proactive.Engine.Delivery;
using Proactive.Functions.Mail;
using Proactive.Testing;
using static Proactive.Adapters.Tests.Mails;

namespace Proactive.Functions.Tests;

/// <summary>Signatures as a receiver checks them, over mail whose bytes are ours.</summary>
public sealed class DkimTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
    static readonly AsymmetricCipherKeyPair Rsa = Pair(new RsaKeyPairGenerator(), new KeyGenerationParameters(new SecureRandom(), 2048));
    static readonly AsymmetricCipherKeyPair Ed25519 = Pair(new Ed25519KeyPairGenerator(), new Ed25519KeyGenerationParameters(new SecureRandom()));
    static readonly DkimKey[] Both = [new("kommune.example", "rsa", Pem(Rsa.Private)), new("kommune.example", "ed", Pem(Ed25519.Private))];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_that_went_through_a_relay_has_two_signatures_that_hold()
    {
        using var sink = SmtpSink.Start();
        var notice = Notice with { Unsubscribe = new Uri("https://beskeder.kommune.example/nej?t=x"), Text = ".\n..\nends with a space \n\n\n" };
        Assert.Equal(new Outcome.Delivered("smtp-250"), await Deliver(sink.Port, notice));
        var mail = Encoding.Latin1.GetString(Assert.Single(sink.Mails)).ReplaceLineEndings("\r\n");
        AssertSigned(mail, "a=rsa-sha256", "a=ed25519-sha256");
        foreach (var name in new[] { "from", "to", "subject", "date", "message-id", "list-unsubscribe", "list-unsubscribe-post", "mime-version", "content-type" })
            Assert.All(Signatures(Load(mail)), s => Assert.Contains(name, Tag(s, "h").Split(':', StringSplitOptions.TrimEntries)));
    }

    [Fact]
    public void Every_notice_in_every_language_is_signed_and_stays_as_it_is_to_the_byte()
    {
        var signatures = new DkimSignatures(Both, new ManualClock(Now));
        foreach (var message in RealNotices.All().Where((_, i) => i % 4 == 0))
        {
            var mail = NoticeMail.Of(message, Sender, "soeren@borger.example", Now);
            var signed = signatures.Put(mail);
            Assert.True(signed.Bytes.Span.EndsWith(mail.Bytes.Span));
            var head = Encoding.ASCII.GetString(signed.Bytes.Span[..^mail.Bytes.Length]);
            Assert.All(head.TrimEnd().Split("\r\n"), line => Assert.InRange(line.Length, 1, 78));
            Assert.Equal(2, head.Split("DKIM-Signature:").Length - 1);
            AssertSigned(Encoding.Latin1.GetString(signed.Bytes.Span), "a=rsa-sha256", "a=ed25519-sha256");
        }
    }

    [Theory]
    [InlineData("Subject: ", "Subject: Not ")]
    [InlineData("To: ", "To: x")]
    [InlineData("List-Unsubscribe: <https", "List-Unsubscribe: <http")]
    [InlineData("text/plain; charset", "text/html; charset")]
    [InlineData("Din flytning: 4 ting", "Din flytning: 5 ting")]
    public void A_mail_that_was_changed_has_none_that_holds(string from, string to)
    {
        var mail = NoticeMail.Of(Notice with { Unsubscribe = new Uri("https://beskeder.kommune.example/nej") }, Sender, "soeren@borger.example", Now);
        var signed = Encoding.Latin1.GetString(new DkimSignatures(Both, new ManualClock(Now)).Put(mail).Bytes.Span);
        var changed = signed[..(signed.LastIndexOf("Message-ID", StringComparison.Ordinal))] + signed[signed.LastIndexOf("Message-ID", StringComparison.Ordinal)..].Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(signed, changed);
        var message = Load(changed);
        Assert.All(Signatures(message), s => Assert.False(new DkimVerifier(new Published()).Verify(message, s)));
    }

    [Theory]
    [InlineData("From: somebody@else.example")]
    [InlineData("Subject: Act now")]
    [InlineData("Reply-To: somebody@else.example")]
    [InlineData("List-Unsubscribe: <https://else.example>")]
    public void A_header_that_was_added_breaks_them_too(string header)
    {
        var mail = NoticeMail.Of(Notice, Sender, "soeren@borger.example", Now);
        var message = Load($"{header}\r\n{Encoding.Latin1.GetString(new DkimSignatures(Both, new ManualClock(Now)).Put(mail).Bytes.Span)}");
        Assert.All(Signatures(message), s => Assert.False(new DkimVerifier(new Published()).Verify(message, s)));
    }

    [Fact]
    public void The_same_mail_at_the_same_time_is_signed_alike_and_says_when()
    {
        var mail = NoticeMail.Of(Notice, Sender, "soeren@borger.example", Now);
        var (one, other) = (new DkimSignatures(Both, new ManualClock(Now)).Put(mail), new DkimSignatures(Both, new ManualClock(Now)).Put(mail));
        Assert.Equal(one.Bytes.ToArray(), other.Bytes.ToArray());
        Assert.All(Signatures(Load(Encoding.Latin1.GetString(one.Bytes.Span))), s => Assert.Equal($"{Now.ToUnixTimeSeconds()}", Tag(s, "t")));
    }

    [Fact]
    public void A_key_that_would_not_hold_is_named_and_not_printed()
    {
        var small = Pem(Pair(new RsaKeyPairGenerator(), new KeyGenerationParameters(new SecureRandom(), 1024)).Private);
        Assert.Equal(["the DKIM key is an RSA key of fewer than 2048 bits"], new DkimKey("kommune.example", "s", small).Problems(Sender));
        Assert.Equal(["the DKIM key is not a private key in PEM"], new DkimKey("kommune.example", "s", Pem(Rsa.Public)).Problems(Sender));
        Assert.Equal(["the DKIM key is not a private key in PEM"], new DkimKey("kommune.example", "s", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----").Problems(Sender));
        Assert.Equal(["the DKIM domain is neither the sender's nor one above it"], new DkimKey("mmune.example", "s", Both[1].PrivateKey).Problems(Sender));
        Assert.Equal(["the DKIM domain is not a domain name", "the DKIM selector is not a name"], new DkimKey("a b", "", Both[0].PrivateKey).Problems(Sender));
        Assert.Empty(new DkimKey("example", "s", Both[0].PrivateKey).Problems(Sender));
        Assert.Equal("rsa._domainkey.kommune.example", $"{Both[0]}");
    }

    static async Task<Outcome> Deliver(int port, Engine.Rendering.Message notice)
    {
        var relay = Relay(port);
        await using var channel = new EmailChannel(relay, transport: new MailKitTransport(new MailKitOptions { Relay = relay, Dkim = Both }));
        return await channel.Deliver(notice, Citizen, Stop);
    }

    static void AssertSigned(string mail, params string[] algorithms)
    {
        var message = Load(mail);
        var signatures = Signatures(message);
        Assert.Equal(algorithms.Order(), signatures.Select(s => $"a={Tag(s, "a")}").Order());
        Assert.All(signatures, s => Assert.True(new DkimVerifier(new Published()).Verify(message, s), s.Value));
    }

    static MimeMessage Load(string mail) => MimeMessage.Load(new MemoryStream(Encoding.Latin1.GetBytes(mail)));

    static List<Header> Signatures(MimeMessage message) => [.. message.Headers.Where(h => h.Id == HeaderId.DkimSignature)];

    static string Tag(Header signature, string name) => signature.Value.Split(';').Select(t => t.Trim().Split('=', 2)).Single(t => t[0] == name)[1];

    static AsymmetricCipherKeyPair Pair(IAsymmetricCipherKeyPairGenerator generator, KeyGenerationParameters parameters)
    {
        generator.Init(parameters);
        return generator.GenerateKeyPair();
    }

    static string Pem(AsymmetricKeyParameter key)
    {
        using var text = new StringWriter();
        new PemWriter(text).WriteObject(key);
        return text.ToString();
    }

    sealed class Published : IDkimPublicKeyLocator
    {
        public AsymmetricKeyParameter LocatePublicKey(string methods, string domain, string selector, CancellationToken cancellationToken = default) => (domain, selector) switch
        {
            ("kommune.example", "rsa") => Rsa.Public,
            ("kommune.example", "ed") => Ed25519.Public,
            _ => throw new InvalidOperationException($"Nothing is published at {selector}._domainkey.{domain}."),
        };

        public Task<AsymmetricKeyParameter> LocatePublicKeyAsync(string methods, string domain, string selector, CancellationToken cancellationToken = default) =>
            Task.FromResult(LocatePublicKey(methods, domain, selector, cancellationToken));
    }
}
