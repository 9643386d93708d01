using Proactive.Engine.Delivery;

namespace Proactive.Channels.Smtp;

/// <summary>What came of a message, and whether it shows that the relay as a whole is in trouble.</summary>
sealed record Sent(Outcome Outcome, bool RelayIsDown)
{
    /// <summary>The relay answered to this message; only some answers are about more than that.</summary>
    public static Sent Answered(SmtpReply reply) =>
        reply.IsDone ? new Sent(new Outcome.Delivered($"smtp-{reply.Status}"), false) : new Sent(SmtpFailure.Of(reply), reply.IsGoodbye || reply.IsAboutLogin);

    public static Sent Failed(Exception failure, Transmission way) => new(SmtpFailure.Of(failure, way), true);
}
