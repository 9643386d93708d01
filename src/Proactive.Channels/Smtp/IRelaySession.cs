using Proactive.Channels.Email;

namespace Proactive.Channels.Smtp;

/// <summary>One session with a relay, over which messages go one after the other.</summary>
public interface IRelaySession : IAsyncDisposable
{
    /// <summary>True between messages; false if it is not certain where the session stands.</summary>
    bool IsFree { get; }

    /// <summary>True if it has carried as many messages as one session should.</summary>
    bool IsSpent { get; }

    /// <summary>False if the relay has closed the session, or has said something unasked.</summary>
    bool IsAlive { get; }

    /// <summary>
    /// Returns the answer that settles it: of the first command that was refused, or to the whole message. It marks on the way how far
    /// the message has come, and throws <see cref="IOException"/>, <see cref="RelayException"/> or
    /// <see cref="OperationCanceledException"/> where the relay gave no answer.
    /// </summary>
    Task<SmtpReply> Send(NoticeMail mail, Transmission way);

    /// <summary>Takes leave of the relay, without insisting on an answer, and closes the connection.</summary>
    Task Quit(TimeProvider clock);
}
