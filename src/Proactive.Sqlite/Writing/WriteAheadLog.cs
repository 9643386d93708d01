using Microsoft.Data.Sqlite;
using Proactive.Sqlite.Database;
using SQLitePCL;

namespace Proactive.Sqlite.Writing;

/// <summary>
/// Keeps SQLite's write-ahead log small, and empties it when something was deleted that must not stay readable in it. SQLite itself
/// only writes over it from its beginning, and lets it grow while anybody is reading. Used by the writer, between two commits.
/// </summary>
sealed class WriteAheadLog(Connection connection, string store, long most = 64 << 20)
{
    // Readers of this program are done in milliseconds; another program may take as long as it likes, and must not stop the writer.
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    readonly FileInfo _file = new(store + "-wal");
    readonly Statement _truncate = new(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    bool _tracesLeft;
    long _tried;

    /// <summary>After a commit. Gives up at once while somebody is reading, to try again after a later commit.</summary>
    public void Tend(bool leaveNoTrace)
    {
        _tracesLeft |= leaveNoTrace;
        if (!leaveNoTrace && Environment.TickCount64 - _tried < Pause.TotalMilliseconds) return;
        if (!_tracesLeft && Length() <= most) return;
        _tried = Environment.TickCount64;
        if (Truncate(leaveNoTrace ? Patience : TimeSpan.Zero)) _tracesLeft = false;
    }

    long Length()
    {
        _file.Refresh();
        return _file.Exists ? _file.Length : 0;
    }

    bool Truncate(TimeSpan patience)
    {
        raw.sqlite3_busy_timeout(connection.Handle, (int)patience.TotalMilliseconds);
        try
        {
            return _truncate.Query(row => row.Number(0))[0] == 0;
        }
        catch (SqliteException)
        {
            // What was committed is safe without this; that the disk is full or failing, the next write will say.
            return false;
        }
        finally
        {
            raw.sqlite3_busy_timeout(connection.Handle, Connections.BusyTimeout);
        }
    }
}
