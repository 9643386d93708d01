using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Smtp;
using MimeKit;

namespace Proactive.Functions.Mail;

/// <summary>MailKit's client as our mail needs it.</summary>
sealed class NoticeSmtpClient : SmtpClient
{
    readonly X509ChainPolicy? _certificates;

    /// <param name="certificates">Whose certificates are believed; null: whose the machine believes.</param>
    public NoticeSmtpClient(IProtocolLogger talk, X509ChainPolicy? certificates) : base(talk)
    {
        _certificates = certificates;
        // A bounce returns the headers without the words.
        DeliveryStatusNotificationType = DeliveryStatusNotificationType.HeadersOnly;
    }

    /// <summary>What a bounce of the message names.</summary>
    public string EnvelopeId { get; set; } = "";

    protected override string GetEnvelopeId(MimeMessage message) => EnvelopeId;

    // Every answer that begins with 2 is a yes (RFC 5321 4.2.1); MailKit knows some of them.
    protected override void OnSenderNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
    {
        if ((int)response.StatusCode is < 200 or > 299) base.OnSenderNotAccepted(message, mailbox, response);
    }

    protected override SslClientAuthenticationOptions GetSslClientAuthenticationOptions(string host, RemoteCertificateValidationCallback remoteCertificateValidationCallback)
    {
        var options = base.GetSslClientAuthenticationOptions(host, remoteCertificateValidationCallback);
        options.CertificateChainPolicy = _certificates;
        return options;
    }
}
