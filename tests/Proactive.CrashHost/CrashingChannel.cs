using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Engine.Rendering;

namespace Proactive.CrashHost;

sealed class CrashingChannel(IChannel inner, CrashPoint crash) : IChannel
{
    public string Name => inner.Name;

    public string? AddressOf(Person person) => inner.AddressOf(person);

    public ValueTask<TimeSpan> Enter(CancellationToken cancellation) => inner.Enter(cancellation);

    public async Task<Outcome> Deliver(Message message, Person person, CancellationToken cancellation)
    {
        crash.Pass("before-deliver");
        var outcome = await inner.Deliver(message, person, cancellation);
        crash.Pass("after-deliver");
        return outcome;
    }
}
