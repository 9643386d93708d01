namespace Proactive.Engine.Rehearsal;

/// <summary>A clock that was set by hand and runs on from there: for <c>serve --now</c>.</summary>
public sealed class RunningClock(DateTimeOffset now) : TimeProvider
{
    readonly DateTimeOffset _begin = now.ToUniversalTime();
    readonly long _began = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => _begin + System.GetElapsedTime(_began);
}
