using System.Text;
using SQLitePCL;

namespace Proactive.Sqlite.Database;

/// <summary>
/// One SQL statement of one connection, prepared when it is first used and closed with its connection. For one thread at a time.
/// Straight on SQLite and not by the provider's commands: those cost more than most of what is done here.
/// </summary>
/// <param name="parameters">The parameters' names, in the order in which values are given; one that the SQL does not have is passed over.</param>
sealed class Statement(Connection connection, string sql, params string[] parameters)
{
    const int LongestOnStack = 256;

    readonly int[] _positions = new int[parameters.Length];
    sqlite3_stmt? _statement;

    /// <summary>Runs it and returns how many rows it changed.</summary>
    public int Run(params ReadOnlySpan<Cell> values)
    {
        var statement = Bind(values);
        try
        {
            while (Step(statement)) { }
            return raw.sqlite3_changes(connection.Handle);
        }
        finally
        {
            raw.sqlite3_reset(statement);
        }
    }

    public List<T> Query<T>(Func<Row, T> read, params ReadOnlySpan<Cell> values)
    {
        var statement = Bind(values);
        try
        {
            var rows = new List<T>();
            while (Step(statement)) rows.Add(read(new Row(statement)));
            return rows;
        }
        finally
        {
            raw.sqlite3_reset(statement);
        }
    }

    bool Step(sqlite3_stmt statement)
    {
        var result = raw.sqlite3_step(statement);
        if (result == raw.SQLITE_ROW) return true;
        connection.Check(result);
        return false;
    }

    sqlite3_stmt Bind(ReadOnlySpan<Cell> values)
    {
        var statement = _statement ??= Prepare();
        for (var i = 0; i < values.Length; i++)
            if (_positions[i] > 0) connection.Check(Bind(statement, _positions[i], values[i]));
        return statement;
    }

    sqlite3_stmt Prepare()
    {
        var statement = connection.Prepare(sql);
        for (var i = 0; i < parameters.Length; i++) _positions[i] = raw.sqlite3_bind_parameter_index(statement, parameters[i]);
        return statement;
    }

    static int Bind(sqlite3_stmt statement, int position, in Cell value)
    {
        if (value.Bytes is { } bytes) return raw.sqlite3_bind_blob(statement, position, bytes);
        if (value.Text is not { } text) return value.Number is { } number ? raw.sqlite3_bind_int64(statement, position, number) : raw.sqlite3_bind_null(statement, position);
        Span<byte> utf8 = text.Length * 3 <= LongestOnStack ? stackalloc byte[LongestOnStack] : new byte[text.Length * 3];
        return raw.sqlite3_bind_text(statement, position, utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
    }
}
