namespace Proactive.Channels.Smtp;

/// <summary>The relay is not as it has to be: it does not open a session, does not offer what is required, or cannot be understood.</summary>
public sealed class RelayException : Exception
{
    /// <param name="reason">A code for the log.</param>
    public RelayException(string reason) : base($"The mail relay cannot be used: {reason}.") => Reason = reason;

    public RelayException(SmtpReply refusal) : this($"refused-{refusal.Status}") => Refusal = refusal;

    public string Reason { get; }

    /// <summary>The status with which the relay refused the session, if it did.</summary>
    public SmtpReply? Refusal { get; }

    /// <param name="reply">With which it did not let us in.</param>
    public static RelayException OfLogin(SmtpReply reply) => reply.Status switch
    {
        >= 500 => new RelayException($"login-refused-{reply.Status}"),
        >= 400 => new RelayException(reply),
        _ => Unintelligible(),
    };

    public static RelayException Unintelligible() => new("protocol-error");
}
