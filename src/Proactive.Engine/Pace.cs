namespace Proactive.Engine;

/// <summary>Lets at most so many pass in a second, evenly and in portions that are worth a commit.</summary>
public sealed class Pace(int perSecond, TimeProvider clock)
{
    /// <summary>Portions in a second.</summary>
    const int Portions = 4;

    readonly long _started = clock.GetTimestamp();
    long _passed;

    /// <summary>How many may pass together.</summary>
    public int Portion { get; } = Math.Clamp(perSecond / Portions, 1, 256);

    /// <summary>Waits until the next <paramref name="count"/> may pass; the first ones need not wait.</summary>
    public async Task Wait(int count, CancellationToken cancellation)
    {
        var wait = TimeSpan.FromSeconds(_passed / (double)perSecond) - clock.GetElapsedTime(_started);
        _passed += count;
        if (wait > TimeSpan.Zero) await Task.Delay(wait, clock, cancellation);
    }
}
