using Microsoft.Data.Sqlite;

namespace Proactive.Sqlite;

/// <summary>How moments, optional texts and names of states stand in columns.</summary>
static class Columns
{
    /// <summary>Stands for a lease that nobody has. As many bytes as a real moment: SQLite then overwrites the row in its place.</summary>
    public static readonly long Never = Of(DateTimeOffset.MinValue);

    public static long Of(DateTimeOffset moment) => moment.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;

    public static object? Of(DateTimeOffset? moment) => moment is { } known ? Of(known) : null;

    public static DateTimeOffset Moment(this SqliteDataReader row, int column) => DateTimeOffset.UnixEpoch.AddTicks(row.GetInt64(column));

    public static string? Text(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    // Names and not numbers: a new state in the middle of the list leaves old rows as they are.
    public static T Name<T>(this SqliteDataReader row, int column) where T : struct, Enum => Enum.Parse<T>(row.GetString(column));

    public static byte[]? OptionalBytes(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.Bytes(column);

    public static byte[] Bytes(this SqliteDataReader row, int column) => row.GetFieldValue<byte[]>(column);
}
