using Proactive.Sqlite.Database;

namespace Proactive.Sqlite.Upkeep;

/// <summary>Whether a database's file is whole. Checking reads all of it: a second a gigabyte at best, 10 seconds from a cold disk.</summary>
static class QuickCheck
{
    /// <summary>Files up to this size are checked before they are opened, larger ones in the background.</summary>
    public const long AtOnce = 256 << 20;

    /// <summary>What is wrong with it, in SQLite's words; null: nothing.</summary>
    public static string? Run(Connection connection) =>
        // The first finding is enough: no file is repaired, and a damaged one can have millions.
        new Statement(connection, "PRAGMA quick_check(1)").Query(row => row.Text(0))[0] is var found and not "ok" ? found.ReplaceLineEndings(" ") : null;
}
