namespace Proactive.Engine.Storage;

/// <summary>What a host may want to do about a store that failed.</summary>
public enum StoreFault
{
    /// <summary>Something else; the message says what.</summary>
    Other,

    /// <summary>There is no room. Nothing was written; reads work, and writes do again as soon as there is room.</summary>
    Full,

    /// <summary>Somebody else has it locked; worth another try.</summary>
    Busy,

    /// <summary>The file is damaged. Nothing is written any more; the message says how to restore it.</summary>
    Damaged,

    /// <summary>It was written with another master key.</summary>
    WrongMasterKey,

    /// <summary>It was written with another secret behind its citizen keys.</summary>
    WrongCitizenKey,
}

/// <summary>A store refused or failed. Names the store and what was being done; no personal data.</summary>
public sealed class StoreException : Exception
{
    public StoreException(string store, string operation, string reason, StoreFault fault = StoreFault.Other, Exception? cause = null)
        : base($"The store {store} could not {operation}: {reason}", cause)
    {
        Store = store;
        Operation = operation;
        Fault = fault;
    }

    /// <summary>Which store, e.g. the path of its file.</summary>
    public string Store { get; }

    /// <summary>What was asked of it, as it follows "could not": <c>save files</c>.</summary>
    public string Operation { get; }

    public StoreFault Fault { get; }
}
