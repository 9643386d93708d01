using Proactive.Engine.Storage;

namespace Proactive.Functions.Queues;

/// <summary>What is done with a message once it is known what became of its event.</summary>
public enum Settlement
{
    /// <summary>The event, or why it was not accepted, is durable: the queue forgets it.</summary>
    Complete,

    /// <summary>Nothing is wrong with the event: a copy comes later and this message is completed, so that an outage does not use up the event's tries.</summary>
    PutOff,

    /// <summary>It fails where others do not: it comes again at once, and after the queue's number of tries it is dead.</summary>
    Abandon,

    /// <summary>There is no event in it.</summary>
    DeadLetter,
}

/// <summary>The policy of the queue of events, on one screen.</summary>
public static class Settlements
{
    /// <summary>Where the event was taken in: accepted, duplicate, held and rejected alike stand in the store, with the reason.</summary>
    public const Settlement Received = Settlement.Complete;

    /// <summary>Where the message has no body.</summary>
    public const Settlement Empty = Settlement.DeadLetter;

    /// <summary>Where the event could not be taken in.</summary>
    public static Settlement Of(Exception failure) => failure switch
    {
        StoreException { Fault: StoreFault.Busy or StoreFault.Full or StoreFault.WrongMasterKey } => Settlement.PutOff,
        TimeoutException or HttpRequestException or OperationCanceledException => Settlement.PutOff,
        _ => Settlement.Abandon,
    };
}
