using System.Security.Cryptography;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.OpenSsl;
using Proactive.Channels.Email;

namespace Proactive.Functions.Mail;

/// <summary>A key that signs mail (RFC 6376), and where receivers find its other half: in the DNS at <c>selector._domainkey.domain</c>.</summary>
/// <param name="Domain">That of From, or one above it.</param>
/// <param name="PrivateKey">RSA of at least 2048 bits or Ed25519, as PEM without a password.</param>
public sealed record DkimKey(string Domain, string Selector, string PrivateKey)
{
    const int MinBits = 2048;

    /// <summary>What is wrong with it, each in a sentence; empty if nothing is.</summary>
    public IReadOnlyList<string> Problems(MailSender from)
    {
        var problems = new List<string>();
        if (Uri.CheckHostName(Domain) != UriHostNameType.Dns) problems.Add("the DKIM domain is not a domain name");
        // DMARC asks whether they belong together.
        else if (!$".{from.Address[(from.Address.LastIndexOf('@') + 1)..]}".EndsWith($".{Domain}", StringComparison.OrdinalIgnoreCase)) problems.Add("the DKIM domain is neither the sender's nor one above it");
        if (Uri.CheckHostName(Selector) != UriHostNameType.Dns) problems.Add("the DKIM selector is not a name");
        switch (Read())
        {
            case null: problems.Add("the DKIM key is not a private key in PEM"); break;
            case RsaKeyParameters { Modulus.BitLength: < MinBits }: problems.Add($"the DKIM key is an RSA key of fewer than {MinBits} bits"); break;
            case not (RsaKeyParameters or Ed25519PrivateKeyParameters): problems.Add("the DKIM key is neither RSA nor Ed25519"); break;
        }

        return problems;
    }

    // A record's generated text would print the key.
    public override string ToString() => $"{Selector}._domainkey.{Domain}";

    internal DkimSigner Signer(TimeProvider clock)
    {
        var key = Read()!;
        return new Signature(key, this, key is RsaKeyParameters ? DkimSignatureAlgorithm.RsaSha256 : DkimSignatureAlgorithm.Ed25519Sha256, clock)
        {
            // Relays fold and unfold headers, and strip spaces at the ends of lines.
            HeaderCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed,
            BodyCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed,
        };
    }

    AsymmetricKeyParameter? Read()
    {
        try
        {
            using var text = new StringReader(PrivateKey);
            return new PemReader(text).ReadObject() switch
            {
                AsymmetricCipherKeyPair pair => pair.Private,
                AsymmetricKeyParameter { IsPrivate: true } key => key,
                _ => null,
            };
        }
        catch (Exception failure) when (failure is IOException or FormatException or ArgumentException or InvalidOperationException or InvalidCastException)
        {
            return null;
        }
    }

    sealed class Signature(AsymmetricKeyParameter key, DkimKey owner, DkimSignatureAlgorithm algorithm, TimeProvider clock) : DkimSigner(key, owner.Domain, owner.Selector, algorithm)
    {
        readonly RSA? _rsa = key is RsaPrivateCrtKeyParameters rsa ? RsaSignature.KeyOf(rsa) : null;

        protected override ISigner CreateSigningContext() => _rsa is null ? base.CreateSigningContext() : new RsaSignature(_rsa);

        protected override long GetTimestamp() => clock.GetUtcNow().ToUnixTimeSeconds();
    }
}
