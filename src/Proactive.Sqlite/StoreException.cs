namespace Proactive.Sqlite;

/// <summary>The database refused or failed. Names the store and what was being done; no personal data.</summary>
public sealed class StoreException : Exception
{
    public StoreException(string store, string operation, string reason, Exception? cause = null)
        : base($"The SQLite store {store} could not {operation}: {reason}", cause)
    {
        Store = store;
        Operation = operation;
    }

    /// <summary>Path of the database file.</summary>
    public string Store { get; }

    /// <summary>What was asked of it, as it follows "could not": <c>save files</c>.</summary>
    public string Operation { get; }
}
