using Proactive.Engine.Storage;

namespace Proactive.Engine.Rehearsal;

/// <summary>Lets simulated time pass: from one due moment to the next, taking in again the held events whose time has come and sending what is due.</summary>
public sealed class TimeLapse(Flow flow, IStore store, SimulatedClock clock)
{
    static readonly TimeSpan HeldFor = TimeSpan.FromMinutes(1);

    /// <summary>Passes the time until <paramref name="until"/>. Returns how many notices were tried.</summary>
    public async Task<int> Until(DateTimeOffset until, CancellationToken cancellation = default)
    {
        var tried = await RetryAndDeliver(cancellation);
        while (await Next(until, cancellation) is { } next && next <= until && clock.GetUtcNow() < until)
        {
            // What is still due after everything due was sent is held: by a hold, or by the lease of a process that died.
            clock.MoveTo(next > clock.GetUtcNow() ? next : clock.GetUtcNow() + HeldFor);
            tried += await RetryAndDeliver(cancellation);
        }

        clock.MoveTo(until);
        return tried;
    }

    async Task<int> RetryAndDeliver(CancellationToken cancellation)
    {
        while (await flow.RetryHeld(cancellation) > 0) continue;
        return await flow.DeliverDue(cancellation);
    }

    async Task<DateTimeOffset?> Next(DateTimeOffset until, CancellationToken cancellation)
    {
        var due = await store.NextDue(cancellation);
        var retry = await store.ListRejected(new RejectedQuery(RetryUntil: until), cancellation).Select(r => r.RetryAt).MinAsync(cancellationToken: cancellation);
        return due < retry || retry is null ? due : retry;
    }
}
