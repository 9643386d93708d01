using Proactive.Channels.Relays;

namespace Proactive.Channels.Email;

/// <summary>Speaks to a mail relay, with several messages at a time.</summary>
public interface IMailTransport : IAsyncDisposable
{
    /// <summary>Hands one mail over. Cancelling stops it until the message itself goes out, and after that waits for the relay's answer.</summary>
    Task<Sent> Send(NoticeMail mail, CancellationToken cancellation);
}
