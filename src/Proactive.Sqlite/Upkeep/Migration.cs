using Proactive.Engine.Storage;
using Proactive.Sqlite.Database;

namespace Proactive.Sqlite.Upkeep;

/// <summary>Makes the tables of one schema version into those of the next. Runs inside a transaction; one that breaks leaves the database as it was.</summary>
sealed record Migration(long From, Action<Connection, BodyCodec> Run)
{
    /// <summary>Every step there is, in order. One that was ever released is never changed.</summary>
    public static IReadOnlyList<Migration> All { get; } = [new(1, EncryptedBodies.Migrate), new(2, Oversight.Migrate)];
}
