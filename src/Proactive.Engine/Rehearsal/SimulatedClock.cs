namespace Proactive.Engine.Rehearsal;

/// <summary>A clock that stands still until it is moved: for rehearsals, <c>--now</c> and tests.</summary>
public sealed class SimulatedClock(DateTimeOffset now) : TimeProvider
{
    DateTimeOffset _now = now.ToUniversalTime();

    public override DateTimeOffset GetUtcNow() => _now;

    /// <summary>Moves to <paramref name="moment"/>; never back.</summary>
    public void MoveTo(DateTimeOffset moment)
    {
        if (moment > _now) _now = moment.ToUniversalTime();
    }
}
