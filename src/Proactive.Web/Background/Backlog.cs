using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Proactive.Engine;
using Proactive.Engine.Storage;

namespace Proactive.Web.Background;

/// <summary>Measures how many citizens have something due that is not sent yet.</summary>
sealed class Backlog : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    readonly IStore _store;
    readonly TimeProvider _clock;
    readonly Trouble _trouble;
    readonly Meter _meter = new(Telemetry.Name);
    int? _due;

    public Backlog(IStore store, TimeProvider clock, Trouble trouble)
    {
        (_store, _clock, _trouble) = (store, clock, trouble);
        _meter.CreateObservableGauge("proactive.backlog", () => _due is { } due ? new Measurement<int>[] { new(due) } : [], "{citizen}", "Citizens with something due now");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await Look(stoppingToken);
                await Task.Delay(Interval, _clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host would call it a failure.
        }
    }

    internal async Task Look(CancellationToken cancellation)
    {
        try
        {
            _due = await _store.CountDue(_clock.GetUtcNow(), cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            _due = null;
            _trouble.Tell("What is due was not counted", failure);
        }
    }

    public override void Dispose()
    {
        _meter.Dispose();
        base.Dispose();
    }
}
