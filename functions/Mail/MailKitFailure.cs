using System.Net.Sockets;
using MailKit;
using MailKit.Security;
using Proactive.Channels.Smtp;

namespace Proactive.Functions.Mail;

/// <summary>
/// What MailKit's exceptions mean in the words of our own client, whose table then says what becomes of the message. Their texts quote
/// the relay, which quotes addresses, so none of them goes further than this.
/// </summary>
static class MailKitFailure
{
    /// <summary>True for what a relay or the network can do to us; anything else is a bug.</summary>
    public static bool IsExpected(Exception failure) => failure is IOException or SocketException or RelayException or OperationCanceledException
        or CommandException or ProtocolException or ServiceNotAuthenticatedException or NotSupportedException or SslHandshakeException or AuthenticationException or SaslException;

    public static Exception Of(Exception failure, RelayTalk talk) => failure switch
    {
        // Wrapped in anything, it is still that.
        _ when talk.WasStopped => new OperationCanceledException(),
        _ when talk.IsNonsense => RelayException.Unintelligible(),
        IOException or SocketException => new IOException("The connection to the relay was lost."),
        // Nonsense was heard before MailKit heard it, so all that is left is a connection that was closed.
        ProtocolException => new EndOfStreamException(),
        _ => RelayException.Unintelligible(),
    };

    /// <summary>The same while the session is being opened.</summary>
    public static Exception ToOpen(Exception failure, RelayTalk talk) => Of(failure, talk) switch
    {
        OperationCanceledException stopped => stopped,
        _ when talk.IsNonsense => RelayException.Unintelligible(),
        _ when failure is SslHandshakeException => new RelayException("tls-failed"),
        _ when failure is NotSupportedException || talk.WasRefusedTls => new RelayException("tls-not-offered"),
        _ when talk.Refusal is { } refusal => new RelayException(refusal),
        var other => other,
    };
}
