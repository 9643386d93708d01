namespace Proactive.Sqlite.Database;

/// <summary>How moments stand in columns: counted from 1970 UTC in units of 100 ns, as exactly as the engine has them.</summary>
static class Columns
{
    public static long Of(DateTimeOffset moment) => moment.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;

    /// <summary>Whether a number that was read is a moment.</summary>
    public static bool IsMoment(long number) => number >= Of(DateTimeOffset.MinValue) && number <= Of(DateTimeOffset.MaxValue);

    public static long? Of(DateTimeOffset? moment) => moment is { } known ? Of(known) : null;
}
