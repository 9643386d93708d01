using Proactive.Cosmos;

namespace Proactive.Cli.Data;

/// <summary>Has the store in the cloud finish what a process left half done, once a minute.</summary>
sealed class Finishing(CosmosStore store, TimeProvider clock)
{
    static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    long? _last;

    public async Task GoOn(CancellationToken cancellation)
    {
        if (_last is { } last && clock.GetElapsedTime(last) < Interval) return;
        _last = clock.GetTimestamp();
        await store.Reconcile(cancellation);
    }
}
