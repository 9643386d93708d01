using Microsoft.Data.Sqlite;
using Proactive.Engine.Storage;

namespace Proactive.Sqlite.Database;

/// <summary>What SQLite's failures mean to whoever runs the store.</summary>
static class Failure
{
    const int Busy = 5, Locked = 6, ReadOnly = 8, InputOutput = 10, Corrupt = 11, Full = 13, CannotOpen = 14, NotADatabase = 26;
    const int WriteFailed = InputOutput | 3 << 8, SharedMemorySize = InputOutput | 19 << 8;

    const int NoSpace = 28, NoSpaceOnWindows = unchecked((int)0x80070070);

    public static StoreException Of(string store, string operation, Exception failure) => failure switch
    {
        StoreException known => known,
        SqliteException { SqliteErrorCode: Corrupt } => Damaged(store, operation, failure.Message, failure),
        SqliteException sqlite when Known(sqlite) is (var fault, var reason) => new StoreException(store, operation, reason, fault, failure),
        IOException { HResult: NoSpace or NoSpaceOnWindows } => new StoreException(store, operation, "the disk is full.", StoreFault.Full, failure),
        _ => new StoreException(store, operation, failure.Message, StoreFault.Other, failure),
    };

    public static StoreException Damaged(string store, string operation, string what, Exception? cause = null) => new(
        store, operation,
        $"its file is damaged ({what}). Stop every process that uses it, move {Path.GetFileName(store)}, {Path.GetFileName(store)}-wal and {Path.GetFileName(store)}-shm "
        + "aside, put a copy that 'proactive backup' made in place of the first, and start again; sending is held until somebody releases it.",
        StoreFault.Damaged, cause);

    static (StoreFault Fault, string Reason)? Known(SqliteException failure) => (failure.SqliteErrorCode, failure.SqliteExtendedErrorCode) switch
    {
        (Full, _) or (_, WriteFailed or SharedMemorySize) => (StoreFault.Full, "the disk is full or refuses to be written. Nothing was changed; it works again as soon as there is room."),
        (Busy or Locked, _) => (StoreFault.Busy, "another program has its file locked."),
        (ReadOnly, _) => (StoreFault.Other, "its file is read-only for this user."),
        (CannotOpen, _) => (StoreFault.Other, "its file cannot be opened, or none can be made beside it: the folder has to be there and writable for this user."),
        (NotADatabase, _) => (StoreFault.Other, "it is not a database, or its beginning is damaged."),
        _ => null,
    };
}
