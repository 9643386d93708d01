using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Engine.Rendering;

namespace Proactive.Bench;

/// <summary>Takes every message over, and says when the first came and when there were enough.</summary>
sealed class CountingChannel(int enough, Action onFirst, Action onEnough) : IChannel
{
    int _taken;

    public string Name => "email";

    public string? AddressOf(Person person) => person.Email;

    public ValueTask<TimeSpan> Enter(CancellationToken cancellation) => ValueTask.FromResult(TimeSpan.Zero);

    public Task<Outcome> Deliver(Message message, Person person, CancellationToken cancellation)
    {
        var taken = Interlocked.Increment(ref _taken);
        if (taken == 1) onFirst();
        if (taken == enough) onEnough();
        return Task.FromResult<Outcome>(new Outcome.Delivered("counted"));
    }
}
