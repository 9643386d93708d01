using System.Net.Mail;
using System.Net.Sockets;
using System.Security.Authentication;
using Proactive.Engine.Delivery;

namespace Proactive.Channels.Email;

/// <summary>
/// What a failed send means. What the relay said decides; where it said nothing, it depends on whether the whole message had been
/// handed over: before that the relay has nothing to deliver (RFC 5321 4.1.1.4), after that nobody can know, and we do not guess.
/// Reasons are codes and the relay's status, never its words: relays quote addresses.
/// </summary>
static class SmtpFailure
{
    public static Outcome Outcome(Exception failure, MailContent content, bool timedOut) => Status(failure) switch
    {
        // About us and not about this message: the login or TLS is not as the relay wants it, until someone mends it.
        (530 or 534 or 535 or 538) and var status => new Outcome.TryAgain($"login-refused-{status}"),
        >= 400 and < 500 and var status => new Outcome.TryAgain($"deferred-{status}"),
        >= 500 and var status => new Outcome.GiveUp($"refused-{status}"),
        _ when content.HandedOver => new Outcome.Unknown(timedOut ? "timeout-after-data" : "connection-lost-after-data"),
        _ when timedOut => new Outcome.TryAgain("timeout"),
        _ => new Outcome.TryAgain(BeforeData(failure)),
    };

    static int Status(Exception failure) => failure is SmtpException smtp ? (int)smtp.StatusCode : 0;

    static string BeforeData(Exception failure) => (failure, failure.InnerException) switch
    {
        (AuthenticationException, _) or (_, AuthenticationException) => "tls-failed",
        (_, SocketException { SocketErrorCode: SocketError.ConnectionRefused }) => "connection-refused",
        (_, SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery }) => "host-not-found",
        (_, SocketException) => "connection-failed",
        // The library tells this failure from its others by its words alone.
        ({ Message: var words }, null) when words.Contains("secure connection", StringComparison.OrdinalIgnoreCase) => "tls-not-offered",
        (SmtpException, null) => "protocol-error",
        _ => "connection-lost",
    };
}
