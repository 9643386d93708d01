using Microsoft.Data.Sqlite;
using Proactive.Engine.Notices;
using Proactive.Engine.Oversight;
using Proactive.Engine.Rehearsal;
using Proactive.Engine.Storage;
using Proactive.Sqlite;
using static Proactive.Testing.CitizenFiles;

namespace Proactive.Adapters.Tests;

/// <summary>A store of version 2 becomes one of this version: its delivery log is searched by everything, and the staff's doors have their tables.</summary>
public sealed class SqliteUpgradeFrom2Tests : IAsyncLifetime
{
    // What version 3 changed, as version 2 had it; citizens, persons and the rest are the same in both.
    const string Version2 = """
        DROP TABLE log; DROP TABLE log_kinds; DROP TABLE audit; DROP TABLE figures; DROP TABLE proposals;
        DELETE FROM notes WHERE name = 'audit-end';
        CREATE TABLE log (id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, citizen TEXT NOT NULL, notice TEXT NOT NULL, guide TEXT NOT NULL, kind TEXT NOT NULL,
            step TEXT, state TEXT NOT NULL, channel TEXT, reason TEXT) STRICT;
        CREATE INDEX log_citizen ON log (citizen);
        CREATE INDEX log_notice ON log (notice);
        CREATE INDEX log_state ON log (state);
        CREATE INDEX log_at ON log (at);
        PRAGMA user_version = 2;
        """;

    const string Rows = """
        INSERT INTO log (id, at, citizen, notice, guide, kind, step, state, channel, reason) VALUES
            (3, 17952120000000003, '00000000000000000000000000000001', 'e0f1', 'dk/moving', 'Start', NULL, 'Sent', 'email', NULL),
            (5, 17952120000000001, '00000000000000000000000000000001', 'e0f1', 'dk/moving', 'Start', NULL, 'Sent', 'email', NULL),
            (8, 17952120000000002, 'erased', 'e0f2', 'cz/job-loss', 'Reminder', 'register', 'Suppressed', NULL, 'deceased');
        """;

    readonly TempFolder _folder = new();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    string Path => _folder.File("proactive.db");

    string Copy => Path + ".v2-backup-2026-11-21";

    public async ValueTask InitializeAsync()
    {
        await using (var store = SqliteStore.Open(Path, Codec)) await store.SaveFiles([new FileChange(Rich(Key(1)), [])], Stop);
        Sql(Version2, Rows);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_delivery_log_is_there_after_the_upgrade_and_goes_on()
    {
        await using var store = Open();
        Assert.Equal(1, (await store.Load([Key(1)], Stop))[0].File.Version);
        LogEntry[] expected = [Line(3), Line(1), new(At(2), LogEntry.ErasedCitizen, "e0f2", "cz/job-loss", NoticeKind.Reminder, "register", NoticeState.Suppressed, null, "deceased")];
        Assert.Equal(expected, await store.SearchLog(new LogQuery(), Stop).ToListAsync(Stop));

        await store.SaveFiles([new FileChange((await store.Load([Key(1)], Stop))[0].File, [Line(0)])], Stop);
        Assert.Equal([Line(3), Line(1), Line(0)], (await store.PageLog(new LogQuery(Channel: "email", Guide: "dk/moving"), null, 9, Stop)).Lines);
        Assert.Equal(Line(0), await store.SearchLog(new LogQuery(), Stop).LastAsync(Stop));
        Assert.Equal(new Erasure(true, 3), await store.Erase(Key(1), Morning, Stop));
    }

    [Fact]
    public async Task The_audit_log_begins_whole()
    {
        await using var store = Open();
        Assert.Equal(new AuditCheck(0, AuditChain.Beginning, true), await store.VerifyAudit(Stop));
        await store.AppendAudit(new AuditEntry(Morning, "Anna", "administrator", "signed-in"), Stop);
        Assert.True((await store.VerifyAudit(Stop)).IsWhole);
    }

    [Fact]
    public async Task A_copy_is_kept_and_the_operator_is_told_what_is_in_it()
    {
        await using (var store = Open())
            Assert.Equal($"The store {Path} was upgraded from schema version 2 to 3. A copy of how it was is in {Copy}. Delete it as soon as all is well: who is erased from now on is still in it.", store.OpeningNotice);
        await using var again = Open();
        Assert.Null(again.OpeningNotice);
        await using var old = SqliteStore.Open(Copy, Codec);
        Assert.Equal(3, await old.SearchLog(new LogQuery(), Stop).CountAsync(Stop));
    }

    [Fact]
    public async Task An_upgrade_that_breaks_leaves_everything_as_it_was()
    {
        Sql("DROP INDEX log_state");
        var refused = Assert.Throws<StoreException>(Open);
        Assert.Contains("could not be upgraded from schema version 2 to 3", refused.Message, StringComparison.Ordinal);
        Sql("CREATE INDEX log_state ON log (state)");
        await using var store = Open();
        Assert.Equal(3, await store.SearchLog(new LogQuery(), Stop).CountAsync(Stop));
    }

    static DateTimeOffset At(int ticks) => DateTimeOffset.UnixEpoch.AddTicks(17952120000000000 + ticks);

    static LogEntry Line(int ticks) => new(At(ticks), Key(1), "e0f1", "dk/moving", NoticeKind.Start, null, NoticeState.Sent, "email", null);

    SqliteStore Open() => SqliteStore.Open(Path, Codec, new SimulatedClock(Morning));

    void Sql(params string[] scripts)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=false");
        connection.Open();
        foreach (var script in scripts)
        {
            using var command = connection.CreateCommand();
            command.CommandText = script;
            command.ExecuteNonQuery();
        }
    }
}
