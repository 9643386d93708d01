using Microsoft.Azure.Functions.Worker;
using Proactive.Functions.Wiring;

namespace Proactive.Functions;

/// <summary>Each minute, whatever no message woke.</summary>
public sealed class OnSweep(Sweep sweep)
{
    [Function(nameof(OnSweep))]
    public Task Run([TimerTrigger("0 * * * * *")] TimerInfo timer, CancellationToken cancellation) => sweep.Run(cancellation);
}
