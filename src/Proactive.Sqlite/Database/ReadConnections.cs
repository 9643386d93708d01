using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Proactive.Sqlite.Tables;

namespace Proactive.Sqlite.Database;

/// <summary>Connections that read. Each is used by one caller at a time and kept, with its prepared statements, for the next.</summary>
sealed class ReadConnections(string store) : IDisposable
{
    const int MaxIdle = 8;

    readonly ConcurrentBag<TableSet> _idle = [];
    volatile bool _closed;

    public T Run<T>(string operation, Func<TableSet, T> read)
    {
        ObjectDisposedException.ThrowIf(_closed, typeof(SqliteStore));
        try
        {
            var tables = _idle.TryTake(out var kept) ? kept : new TableSet(Connections.OpenReader(store));
            try
            {
                return read(tables);
            }
            finally
            {
                if (_closed || _idle.Count >= MaxIdle) tables.Dispose();
                else _idle.Add(tables);
            }
        }
        catch (Exception failure) when (failure is SqliteException or InvalidDataException)
        {
            throw Failure.Of(store, operation, failure);
        }
    }

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryTake(out var tables)) tables.Dispose();
    }
}
