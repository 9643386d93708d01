using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Proactive.Engine;
using Proactive.Engine.Storage;

namespace Proactive.Web.Background;

/// <summary>Delivers what is due, then sleeps until the next is, and never for long: another process may have planned something sooner.</summary>
sealed class DeliveryLoop(Flow flow, IStore store, TimeProvider clock, Func<CancellationToken, Task>? rounds, Trouble trouble, ILogger<DeliveryLoop> log) : BackgroundService
{
    static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    Hold? _told;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await GoRound(stoppingToken);
                var tried = await flow.DeliverDue(stoppingToken);
                await TellOfHold(stoppingToken);
                if (tried > 0) log.LogInformation("{Tried} notices tried", tried);
                if (await flow.RetryHeld(stoppingToken) is > 0 and var again) log.LogInformation("{Count} held events tried again", again);
                await Task.Delay(await Pause(stoppingToken), clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception broken)
            {
                // A dependency is down or there is a bug; what was under way comes up again when its lease ends.
                trouble.Tell($"Delivery stopped; it goes on every {Longest.TotalSeconds} s", broken);
                await Task.Delay(Longest, clock, stoppingToken);
            }
        }
    }

    // A folder that cannot be read or written keeps nothing else from going on.
    async Task GoRound(CancellationToken cancellation)
    {
        try
        {
            if (rounds is not null) await rounds(cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            trouble.Tell("Receipts were not taken in, or letters not handed on", failure);
        }
    }

    // Once, and not every few seconds.
    async Task TellOfHold(CancellationToken cancellation)
    {
        var hold = await flow.Holds.Current(cancellation);
        if (hold is not null && hold != _told) log.LogWarning("Nothing is sent: {Reason} since {Since:u}. Look at what is due with 'proactive hold show', then 'proactive hold release'", hold.Reason, hold.Since);
        if (hold is null && _told is not null) log.LogInformation("Sending goes on");
        _told = hold;
    }

    async Task<TimeSpan> Pause(CancellationToken cancellation)
    {
        var wait = await store.NextDue(cancellation) - clock.GetUtcNow() ?? Longest;
        return wait < Shortest ? Shortest : wait > Longest ? Longest : wait;
    }
}
