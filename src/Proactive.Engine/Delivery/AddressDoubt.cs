namespace Proactive.Engine.Delivery;

/// <summary>An address at which a message could not be delivered: not used any more until the registry has another.</summary>
/// <param name="Address">A hash of it: enough to know it again.</param>
public sealed record AddressDoubt(string Channel, string Address, DateTimeOffset Since);
