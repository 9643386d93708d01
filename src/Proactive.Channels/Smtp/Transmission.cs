using Proactive.Channels.Email;

namespace Proactive.Channels.Smtp;

/// <summary>One message on its way: how far it has come, and how long it may take.</summary>
public sealed class Transmission : IDisposable
{
    readonly EmailOptions _options;
    readonly TimeProvider _clock;
    readonly long _begun;
    readonly CancellationTokenSource _time;
    readonly CancellationTokenSource _either;

    /// <param name="cancellation">The caller's, which counts until the body is begun.</param>
    public Transmission(EmailOptions options, TimeProvider clock, CancellationToken cancellation)
    {
        (_options, _clock, _begun) = (options, clock, clock.GetTimestamp());
        _time = new CancellationTokenSource(options.Timeout, clock);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_time.Token, cancellation);
    }

    /// <summary>True from when the relay has answered to this message: whatever fails later is no leftover of the session.</summary>
    public bool Answered { get; set; }

    /// <summary>True from when the final dot may have gone out; until then nothing can have arrived.</summary>
    public bool HandedOver { get; set; }

    public bool TimedOut => _time.IsCancellationRequested;

    /// <summary>To connect: ends with the time for it, or when the caller no longer wants it.</summary>
    public CancellationToken ToConnect() => Within(_options.ConnectTimeout, _either.Token);

    /// <summary>For one command and its answer before the body.</summary>
    public CancellationToken ToAsk() => Within(_options.CommandTimeout, _either.Token);

    /// <summary>For the body and its answer. Without the relay's last word nobody knows what became of the message, so the caller's wish to stop waits for it.</summary>
    public CancellationToken ToHandOver() => Within(_options.Timeout, _time.Token);

    public void Dispose()
    {
        _either.Dispose();
        _time.Dispose();
    }

    CancellationToken Within(TimeSpan limit, CancellationToken token)
    {
        var left = _options.Timeout - _clock.GetElapsedTime(_begun);
        if (left <= TimeSpan.Zero) _time.Cancel();
        else if (!TimedOut) _time.CancelAfter(left < limit ? left : limit);
        return token;
    }
}
