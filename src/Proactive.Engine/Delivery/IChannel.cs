using Proactive.Engine.Citizens;
using Proactive.Engine.Rendering;

namespace Proactive.Engine.Delivery;

/// <summary>A way for a message to travel.</summary>
public interface IChannel
{
    /// <summary>As life events and citizens name it: <c>email</c>, <c>letter</c>.</summary>
    string Name { get; }

    /// <summary>Where a message to the person would go, as one text; null: they cannot be reached this way.</summary>
    string? AddressOf(Person person);

    /// <summary>
    /// Waits for a place in the channel's rate. Zero: a message may be handed over now. Otherwise how long the relay is to be left
    /// alone because it is down; what waits for it is postponed and no try is counted.
    /// </summary>
    ValueTask<TimeSpan> Enter(CancellationToken cancellation);

    /// <summary>Hands the message over. What the relay says is an outcome. Throws <see cref="OperationCanceledException"/> only if nothing was handed over, and anything else only if it has a bug.</summary>
    Task<Outcome> Deliver(Message message, Person person, CancellationToken cancellation);
}
