using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Engine.Rendering;

namespace Proactive.Engine.Rehearsal;

/// <summary>Takes every message over and sends none.</summary>
public sealed class SilentChannel(string name) : IChannel
{
    public string Name => name;

    public string? AddressOf(Person person) => name;

    public ValueTask<TimeSpan> Enter(CancellationToken cancellation) => ValueTask.FromResult(TimeSpan.Zero);

    public Task<Outcome> Deliver(Message message, Person person, CancellationToken cancellation) =>
        Task.FromResult<Outcome>(new Outcome.Delivered("rehearsal"));
}
