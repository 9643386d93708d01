using Proactive.Engine.Storage;
using Proactive.Sqlite.Database;
using Proactive.Sqlite.Tables;
using Proactive.Sqlite.Upkeep;

namespace Proactive.Sqlite;

public sealed partial class SqliteStore
{
    /// <summary>
    /// Makes a copy of the store while it is in use, in a file that only its owner may read and that is complete when the task ends.
    /// A store opened from the copy sends nothing until a person releases its hold: what was due after <paramref name="at"/> may have been sent already.
    /// </summary>
    /// <param name="target">A path at which there is nothing yet.</param>
    /// <param name="at">Now.</param>
    /// <exception cref="StoreException">The target is there already or cannot be written, or the store is damaged.</exception>
    public Task Backup(string target, DateTimeOffset at, CancellationToken cancellation = default) => Task.Run(
        () =>
        {
            var hold = $$"""{"reason":"restored-backup","since":"{{at.UtcDateTime:O}}"}""";
            using var connection = Connections.OpenReader(_path);
            Copy.Make(connection, Path.GetFullPath(target), copy => new NoteTable(copy).Keep(Holds.Note, hold));
        },
        cancellation);
}
