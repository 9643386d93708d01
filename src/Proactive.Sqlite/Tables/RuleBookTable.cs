using Proactive.Sqlite.Database;

namespace Proactive.Sqlite.Tables;

/// <summary>The files of every rule book that was in force, by their hash. Books are never changed and never deleted.</summary>
sealed class RuleBookTable(Connection connection)
{
    readonly Statement _find = new(connection, "SELECT root, files FROM rule_books WHERE hash = $hash", "$hash");

    readonly Statement _keep = new(
        connection,
        "INSERT INTO rule_books (hash, root, files) VALUES ($hash, $root, $files) ON CONFLICT (hash) DO NOTHING",
        "$hash", "$root", "$files");

    public (string Root, byte[] Files)? Find(string hash) => _find.Query(row => ((string, byte[])?)(row.Text(0), row.Bytes(1)), hash).SingleOrDefault();

    public void Keep(string hash, string root, byte[] files) => _keep.Run(hash, root, files);
}
