using Proactive.Channels.Relays;
using Proactive.Engine.Delivery;

namespace Proactive.Channels.Smtp;

/// <summary>What an SMTP conversation about one message shows of the relay as a whole.</summary>
public static class SmtpSent
{
    /// <summary>The relay answered to this message; only some answers are about more than that.</summary>
    public static Sent Answered(SmtpReply reply) =>
        reply.IsDone ? new Sent(new Outcome.Delivered($"smtp-{reply.Status}"), false) : new Sent(SmtpFailure.Of(reply), reply.IsGoodbye || reply.IsAboutLogin);

    internal static Sent Failed(Exception failure, Transmission way) => new(SmtpFailure.Of(failure, way), true);
}
