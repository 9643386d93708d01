using Proactive.Engine.Citizens;
using Proactive.Engine.Rendering;

namespace Proactive.Engine.Delivery;

/// <summary>A way for a message to travel.</summary>
public interface IChannel
{
    /// <summary>As life events and citizens name it: <c>email</c>, <c>letter</c>.</summary>
    string Name { get; }

    /// <summary>True if the person can be reached this way.</summary>
    bool Reaches(Person person);

    /// <summary>Hands the message over. Throws only on cancellation or a bug; what the relay says is an outcome.</summary>
    Task<Outcome> Deliver(Message message, Person person, CancellationToken cancellation);
}
