using Proactive.Engine.Delivery;

namespace Proactive.Channels.Relays;

/// <summary>What came of a message, and what it shows of the relay as a whole.</summary>
/// <param name="RelayIsDown">It is in trouble, or with us altogether.</param>
/// <param name="LeaveAlone">How long it asks to be left alone; null: it does not.</param>
public sealed record Sent(Outcome Outcome, bool RelayIsDown, TimeSpan? LeaveAlone = null);
