using System.Net.Sockets;
using Proactive.Engine.Delivery;

namespace Proactive.Channels.Smtp;

/// <summary>
/// What a failed send means. What the relay said decides; where it said nothing, it depends on whether the final dot had gone out:
/// before that the relay has nothing to deliver (RFC 5321 4.1.1.4), after that nobody can know, and we do not guess.
/// Reasons are codes and the relay's status, never its words: relays quote addresses.
/// </summary>
static class SmtpFailure
{
    public static Outcome Of(SmtpReply refusal) => refusal switch
    {
        // About us and not about this message, until someone mends it.
        { IsAboutLogin: true } => new Outcome.TryAgain($"login-refused-{refusal.Status}"),
        { Status: < 500 } => new Outcome.TryAgain($"deferred-{refusal.Status}"),
        _ => new Outcome.GiveUp($"refused-{refusal.Status}"),
    };

    public static Outcome Of(Exception failure, Transmission way) => failure switch
    {
        _ when way.HandedOver => new Outcome.Unknown(way.TimedOut ? "timeout-after-data" : failure is RelayException ? "protocol-error-after-data" : "connection-lost-after-data"),
        _ when way.TimedOut => new Outcome.TryAgain("timeout"),
        // Of the whole session, so it is about us: the citizen's address was not even named yet.
        RelayException { Refusal: { Status: >= 500, IsAboutLogin: false } refusal } => new Outcome.TryAgain($"relay-refused-{refusal.Status}"),
        RelayException { Refusal: { } refusal } => Of(refusal),
        RelayException relay => new Outcome.TryAgain(relay.Reason),
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => new Outcome.TryAgain("connection-refused"),
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery } => new Outcome.TryAgain("host-not-found"),
        SocketException => new Outcome.TryAgain("connection-failed"),
        _ => new Outcome.TryAgain("connection-lost"),
    };

    /// <summary>True for what a relay or the network can do to us; anything else is a bug.</summary>
    public static bool IsExpected(Exception failure) => failure is IOException or SocketException or RelayException or OperationCanceledException;
}
