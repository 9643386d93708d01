using Microsoft.Data.Sqlite;

namespace Proactive.Bench;

/// <summary>One table of keys and bodies, written as durably as the store writes and with nothing else: what SQLite itself costs.</summary>
sealed class BareTable : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("proactive-bench-");
    readonly SqliteConnection _connection;
    readonly SqliteCommand _read;
    readonly SqliteCommand _upsert;

    /// <param name="rows">Rows that are there already, as persons are before their first event.</param>
    public BareTable(int rows)
    {
        _connection = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, "bare.db")};Pooling=false");
        _connection.Open();
        Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE bodies (key TEXT NOT NULL PRIMARY KEY, body BLOB NOT NULL) STRICT");
        _read = Command("SELECT body FROM bodies WHERE key = $key", "$key");
        _upsert = Command("INSERT INTO bodies (key, body) VALUES ($key, $body) ON CONFLICT (key) DO UPDATE SET body = excluded.body", "$key", "$body");
        Begin();
        for (var i = 0; i < rows; i++) Upsert(Town.Keys.Of(Town.Id(i)).Value, new byte[300]);
        Commit();
    }

    public void Begin() => Run("BEGIN IMMEDIATE");

    public void Commit() => Run("COMMIT");

    public int Read(string key)
    {
        _read.Parameters[0].Value = key;
        using var reader = _read.ExecuteReader();
        return reader.Read() ? reader.GetFieldValue<byte[]>(0).Length : 0;
    }

    public void Upsert(string key, byte[] body)
    {
        (_upsert.Parameters[0].Value, _upsert.Parameters[1].Value) = (key, body);
        _upsert.ExecuteNonQuery();
    }

    SqliteCommand Command(string sql, params string[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters) command.Parameters.Add(new SqliteParameter { ParameterName = name });
        return command;
    }

    void Run(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        _read.Dispose();
        _upsert.Dispose();
        _connection.Dispose();
        _folder.Delete(recursive: true);
    }
}
