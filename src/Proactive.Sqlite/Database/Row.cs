using SQLitePCL;

namespace Proactive.Sqlite.Database;

/// <summary>The row a statement stands on, by column; only as long as the statement stands there.</summary>
readonly struct Row(sqlite3_stmt statement)
{
    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public long Number(int column) => raw.sqlite3_column_int64(statement, column);

    public long? OptionalNumber(int column) => IsNull(column) ? null : Number(column);

    public DateTimeOffset Moment(int column) => DateTimeOffset.UnixEpoch.AddTicks(Number(column));

    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    public string? OptionalText(int column) => IsNull(column) ? null : Text(column);

    // Names and not numbers: a new state in the middle of the list leaves old rows as they are.
    public T Name<T>(int column) where T : struct, Enum => Enum.Parse<T>(Text(column));

    public byte[] Bytes(int column) => raw.sqlite3_column_blob(statement, column).ToArray();

    public byte[]? OptionalBytes(int column) => IsNull(column) ? null : Bytes(column);
}
