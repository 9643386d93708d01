using Proactive.Engine;

namespace Proactive.Functions.Wiring;

/// <summary>What is done each minute, whatever became of the messages. One thing that fails does not keep the others from being done.</summary>
/// <param name="reconcile">Has the store finish what was begun.</param>
public sealed class Sweep(Flow flow, FollowedRules rules, Func<CancellationToken, Task> reconcile, TimeProvider clock, Trouble trouble)
{
    // Short of what a run may take on the platform. What is left is due a minute later, too.
    static readonly TimeSpan LongestDelivery = TimeSpan.FromMinutes(4);

    public async Task Run(CancellationToken cancellation)
    {
        await rules.Follow(cancellation);
        await Tolerated("What was begun was not finished", reconcile, cancellation);
        await Tolerated("Held events were not tried again", flow.RetryHeld, cancellation);
        await Tolerated("What is due was not delivered", Deliver, cancellation);
    }

    async Task Deliver(CancellationToken cancellation)
    {
        using var time = new CancellationTokenSource(LongestDelivery, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellation);
        try
        {
            await flow.DeliverDue(end.Token);
        }
        catch (OperationCanceledException) when (time.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            // More is due than fits into one run.
        }
    }

    async Task Tolerated(string otherwise, Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        try
        {
            await work(cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            trouble.Tell(otherwise, failure);
        }
    }
}
