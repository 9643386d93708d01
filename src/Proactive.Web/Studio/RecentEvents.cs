namespace Proactive.Web.Studio;

/// <summary>
/// The last events that were accepted, to try changed rules on. In memory only and never at rest: they are about people. A restart
/// forgets them, and so does time. Thread-safe.
/// </summary>
public sealed class RecentEvents(TimeProvider clock)
{
    public const int Most = 2000;

    public const int MostBytes = 8 * 1024 * 1024;

    public static readonly TimeSpan Longest = TimeSpan.FromDays(14);

    readonly Lock _lock = new();
    readonly Queue<(DateTimeOffset At, ReadOnlyMemory<byte> Payload)> _events = new();
    int _bytes;

    /// <summary>Keeps a copy of an event.</summary>
    public void Note(ReadOnlyMemory<byte> payload)
    {
        lock (_lock)
        {
            _events.Enqueue((clock.GetUtcNow(), payload.ToArray()));
            _bytes += payload.Length;
            Forget();
        }
    }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<(DateTimeOffset At, ReadOnlyMemory<byte> Payload)> All()
    {
        lock (_lock)
        {
            Forget();
            return [.. _events];
        }
    }

    void Forget()
    {
        var oldest = clock.GetUtcNow() - Longest;
        while (_events.TryPeek(out var first) && (_events.Count > Most || _bytes > MostBytes || first.At < oldest)) _bytes -= _events.Dequeue().Payload.Length;
    }
}
