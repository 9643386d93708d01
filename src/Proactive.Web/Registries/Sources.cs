using Microsoft.Extensions.Hosting;
using Proactive.Engine.Oversight;
using Proactive.Engine.Storage;
using Proactive.Web.Background;

namespace Proactive.Web.Registries;

/// <summary>
/// Those who may send events, and whether anybody may: only where nobody was registered since the host started. Looks every few
/// seconds whether they changed; where they cannot be read, those known before stay.
/// </summary>
sealed class Sources(Func<SourceList> read, IStore store, TimeProvider clock, Trouble trouble) : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    volatile SourceList _current = read();
    volatile bool _everRegistered;

    public SourceList Current => _current;

    /// <summary>Nobody is registered, so there is nobody to tell from others; never again once somebody was.</summary>
    public bool IsOpen => !_everRegistered && _current.Sources.Count == 0;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await Look(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host would call it a failure where it never came to run.
        }
    }

    /// <summary>Reads them anew. That they changed stands in the audit log: whoever changes the file has no other way to say so.</summary>
    internal async Task Look(CancellationToken cancellation)
    {
        try
        {
            var now = read();
            if (Describe(now) == Describe(_current)) return;
            _everRegistered |= _current.Sources.Count + now.Sources.Count > 0;
            _current = now;
            await store.AppendAudit(new AuditEntry(clock.GetUtcNow(), "command line", "operator", "sources-changed", Describe(now)), cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            trouble.Tell("The list of sources was not taken in; those known before stay", failure);
        }
    }

    static string Describe(SourceList list) => string.Join("; ", list.Sources.Select(s => $"{s.Name} {s.Prefix}: {string.Join(", ", s.Proofs)}"));
}
