using Proactive.Engine.Storage;
using Proactive.Sqlite.Database;
using Proactive.Sqlite.Tables;

namespace Proactive.Sqlite.Upkeep;

/// <summary>From version 2 to 3: a delivery log that is searched by everything it says, and what the staff's doors keep.</summary>
static class Oversight
{
    // What the log's lines are looked for by: each index ends with the time or, as SQLite has it, the id.
    const string LogIndexes = """
        CREATE INDEX log_at ON log (at);
        CREATE INDEX log_citizen ON log (citizen, at);
        CREATE INDEX log_notice ON log (notice);
        CREATE INDEX log_kind ON log (kind, at);
        """;

    const string LogTables = """
        CREATE TABLE log_kinds (
            id INTEGER PRIMARY KEY, guide TEXT NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL, channel TEXT NOT NULL,
            UNIQUE (guide, kind, state, channel)
        ) STRICT;
        CREATE TABLE log (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            citizen TEXT NOT NULL,
            notice TEXT NOT NULL,
            kind INTEGER NOT NULL,
            step TEXT,
            reason TEXT
        ) STRICT;
        """;

    const string OtherTables = """
        CREATE TABLE audit (
            number INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            who TEXT NOT NULL,
            role TEXT NOT NULL,
            what TEXT NOT NULL,
            subject TEXT,
            why TEXT,
            hash TEXT NOT NULL
        ) STRICT;
        CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'lines of the audit log are never changed'); END;
        CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'lines of the audit log are never deleted'); END;
        CREATE TRIGGER audit_is_added_to BEFORE INSERT ON audit WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM audit)
            BEGIN SELECT RAISE(ABORT, 'lines of the audit log come one after the other'); END;

        CREATE TABLE figures (
            day TEXT NOT NULL, name TEXT NOT NULL, guide TEXT NOT NULL, label TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (day, name, guide, label)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE proposals (id TEXT NOT NULL PRIMARY KEY, version INTEGER NOT NULL, changed_at INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
        """;

    /// <summary>Makes the tables in a new database.</summary>
    public static void Create(Connection connection, BodyCodec codec)
    {
        connection.Execute(LogTables + LogIndexes + OtherTables);
        new AuditTable(connection).Begin(codec.Audit);
    }

    public static void Migrate(Connection connection, BodyCodec codec)
    {
        connection.Execute("DROP INDEX log_citizen; DROP INDEX log_notice; DROP INDEX log_state; DROP INDEX log_at; ALTER TABLE log RENAME TO log_2;");
        connection.Execute(LogTables);
        // The lines keep their ids, and so their order.
        connection.Execute("""
            INSERT INTO log_kinds (guide, kind, state, channel) SELECT DISTINCT guide, kind, state, coalesce(channel, '') FROM log_2;
            INSERT INTO log (id, at, citizen, notice, kind, step, reason)
                SELECT l.id, at, citizen, notice, k.id, step, reason FROM log_2 l
                JOIN log_kinds k ON k.guide = l.guide AND k.kind = l.kind AND k.state = l.state AND k.channel = coalesce(l.channel, '') ORDER BY l.id;
            DROP TABLE log_2;
            """);
        connection.Execute(LogIndexes + OtherTables);
        new AuditTable(connection).Begin(codec.Audit);
    }
}
