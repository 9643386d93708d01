using Proactive.Sqlite.Database;

namespace Proactive.Sqlite.Tables;

sealed class NoteTable(Connection connection)
{
    readonly Statement _find = new(connection, "SELECT text FROM notes WHERE name = $name", "$name");

    readonly Statement _keep = new(
        connection,
        "INSERT INTO notes (name, text) VALUES ($name, $text) ON CONFLICT (name) DO UPDATE SET text = excluded.text",
        "$name", "$text");

    readonly Statement _remove = new(connection, "DELETE FROM notes WHERE name = $name", "$name");

    public string? Find(string name) => _find.Query(row => row.Text(0), name).SingleOrDefault();

    public void Keep(string name, string? text)
    {
        if (text is null) _remove.Run(name);
        else _keep.Run(name, text);
    }
}
