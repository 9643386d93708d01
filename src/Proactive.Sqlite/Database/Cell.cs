namespace Proactive.Sqlite.Database;

/// <summary>A value for a statement: a whole number, a text, bytes, or nothing.</summary>
readonly record struct Cell(long? Number, string? Text, byte[]? Bytes)
{
    public static implicit operator Cell(long number) => new(number, null, null);

    public static implicit operator Cell(long? number) => new(number, null, null);

    public static implicit operator Cell(string? text) => new(null, text, null);

    public static implicit operator Cell(byte[]? bytes) => new(null, null, bytes);
}
