using Microsoft.Data.Sqlite;
using Proactive.Engine.Citizens;

namespace Proactive.Sqlite;

sealed class PersonTable(SqliteConnection connection)
{
    readonly Statement _load = new(connection, "SELECT body FROM persons WHERE key = $key", "$key");

    readonly Statement _save = new(
        connection,
        "INSERT INTO persons (key, body) VALUES ($key, $body) ON CONFLICT (key) DO UPDATE SET body = excluded.body",
        "$key", "$body");

    public byte[]? Load(CitizenKey key) => _load.Query(row => row.Bytes(0), key.Value).SingleOrDefault();

    public void Save(CitizenKey key, byte[] body) => _save.Run(key.Value, body);
}
