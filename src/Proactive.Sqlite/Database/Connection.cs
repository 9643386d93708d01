using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Proactive.Sqlite.Database;

/// <summary>One connection to a database, with the statements prepared on it; closing it closes them. For one thread at a time.</summary>
sealed class Connection(SqliteConnection connection) : IDisposable
{
    readonly List<sqlite3_stmt> _statements = [];

    /// <summary>The connection as the provider knows it.</summary>
    public SqliteConnection Provider => connection;

    public sqlite3 Handle => connection.Handle!;

    /// <summary>Compiles one SQL statement, to be kept and run often.</summary>
    public sqlite3_stmt Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v3(Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var statement));
        _statements.Add(statement);
        return statement;
    }

    /// <summary>Runs SQL of any number of statements once; the first value of the first row, if there is one.</summary>
    public object? Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <exception cref="SqliteException">The result is a failure.</exception>
    public void Check(int result) => SqliteException.ThrowExceptionForRC(result, Handle);

    public void Dispose()
    {
        foreach (var statement in _statements) statement.Dispose();
        _statements.Clear();
        connection.Dispose();
    }
}
