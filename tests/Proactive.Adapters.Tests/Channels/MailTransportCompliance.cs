using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Proactive.Channels.Email;
using Proactive.Engine.Delivery;
using static Proactive.Adapters.Tests.Mails;

namespace Proactive.Adapters.Tests;

/// <summary>What every client of a mail relay does alike, whatever the relay does; each client's tests inherit it.</summary>
public abstract partial class MailTransportCompliance
{
    const string InTurn = "250 here";
    const string AtOnce = "250-here\r\n250 PIPELINING";

    static readonly Outcome Delivered = new Outcome.Delivered("smtp-250");

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected abstract IMailTransport Open(EmailOptions options, TimeProvider clock);

    protected EmailChannel Channel(EmailOptions options, TimeProvider? clock = null) => new(options, clock, Open(options, clock ?? TimeProvider.System));

    Task<Outcome> Deliver(int port) => Deliver(Relay(port));

    Task<Outcome> Deliver(ScriptedRelay relay, TimeProvider? clock = null, TimeSpan? timeout = null) => Deliver(Relay(relay.Port) with { Timeout = timeout ?? TimeSpan.FromSeconds(30) }, clock);

    async Task<Outcome> Deliver(EmailOptions options, TimeProvider? clock = null)
    {
        await using var channel = Channel(options, clock);
        return await channel.Deliver(Notice, Citizen, Stop);
    }

    // Without a name, for the address of this machine.
    internal static X509Certificate2 SelfSigned(string subject = "CN=127.0.0.1", string? name = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (name is null) names.AddIpAddress(IPAddress.Loopback);
        else names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
