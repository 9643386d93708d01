using Proactive.Channels.Email;
using Proactive.Channels.Relays;

namespace Proactive.Channels.Smtp;

/// <summary>Sends messages to one relay over a bounded number of sessions, which are used again. Who finds all of them busy waits.</summary>
/// <param name="open">Opens a session; default one in which we speak to the relay ourselves.</param>
public sealed class SmtpConnections(EmailOptions options, TimeProvider clock, Func<Transmission, Task<IRelaySession>>? open = null) : IMailTransport
{
    readonly Func<Transmission, Task<IRelaySession>> _open = open ?? (async way => await SmtpConnection.Open(options, way));
    readonly SemaphoreSlim _slots = new(options.MaxConnections);
    readonly IdleConnections _idle = new(clock);

    public async Task<Sent> Send(NoticeMail mail, CancellationToken cancellation)
    {
        await _slots.WaitAsync(cancellation);
        try
        {
            using var way = new Transmission(options, clock, cancellation);
            var sent = await _idle.Take() is { } idle ? await SendOver(idle, mail, way, cancellation) : null;
            return sent ?? (await SendOver(null, mail, way, cancellation))!;
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>Takes leave of the relay on every session that is idle; those in use end with their message.</summary>
    public ValueTask DisposeAsync() => _idle.DisposeAsync();

    // Null: the session had died while it was idle. The relay has not heard of the message, so that is nobody's failure.
    async Task<Sent?> SendOver(IRelaySession? idle, NoticeMail mail, Transmission way, CancellationToken cancellation)
    {
        var connection = idle;
        try
        {
            connection ??= await _open(way);
            var reply = await connection.Send(mail, way);
            await PutBack(connection);
            return idle is not null && !way.Answered ? null : SmtpSent.Answered(reply);
        }
        catch (Exception failure) when (SmtpFailure.IsExpected(failure))
        {
            if (connection is not null) await connection.DisposeAsync();
            if (way.HandedOver || way.TimedOut) return SmtpSent.Failed(failure, way);
            if (failure is OperationCanceledException) cancellation.ThrowIfCancellationRequested();
            return idle is not null && !way.Answered ? null : SmtpSent.Failed(failure, way);
        }
    }

    async ValueTask PutBack(IRelaySession connection)
    {
        if (!connection.IsFree) await connection.DisposeAsync();
        else if (connection.IsSpent) await connection.Quit(clock);
        else await _idle.Put(connection);
    }
}
