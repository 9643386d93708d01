namespace Proactive.Functions.Queues;

/// <summary>The queues, as deployment makes them, and the connection they are reached by.</summary>
public static class QueueNames
{
    /// <summary>What the settings of the connection begin with, e.g. <c>ServiceBus__fullyQualifiedNamespace</c>.</summary>
    public const string Connection = "ServiceBus";

    /// <summary>Life events that wait to be taken in; requires sessions.</summary>
    public const string Events = "registry-events";

    /// <summary>Events that came as often as the queue allows and were never settled.</summary>
    public const string DeadEvents = "registry-events/$deadletterqueue";

    /// <summary>Scheduled messages, each of which names a citizen whose file is due.</summary>
    public const string WakeUps = "wake-ups";
}
