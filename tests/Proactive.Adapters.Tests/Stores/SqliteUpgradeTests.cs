using System.Text;
using Microsoft.Data.Sqlite;
using Proactive.Engine.Events;
using Proactive.Engine.Journeys;
using Proactive.Engine.Notices;
using Proactive.Engine.Storage;
using Proactive.Sqlite;
using Proactive.Sqlite.Upkeep;
using static Proactive.Testing.CitizenFiles;

namespace Proactive.Adapters.Tests;

/// <summary>A store of version 1, as version 1 made it, becomes one of this version.</summary>
public sealed class SqliteUpgradeTests : IDisposable
{
    // As the first release wrote them.
    const string Tables = """
        PRAGMA journal_mode = WAL;
        CREATE TABLE files (key TEXT NOT NULL PRIMARY KEY, version INTEGER NOT NULL, next_due INTEGER, held_until INTEGER, body BLOB NOT NULL) STRICT;
        CREATE INDEX files_due ON files (next_due, key) WHERE next_due IS NOT NULL;
        CREATE TABLE persons (key TEXT NOT NULL PRIMARY KEY, body BLOB NOT NULL) STRICT;
        CREATE TABLE log (id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, citizen TEXT NOT NULL, notice TEXT NOT NULL, guide TEXT NOT NULL, kind TEXT NOT NULL,
            step TEXT, state TEXT NOT NULL, channel TEXT, reason TEXT) STRICT;
        CREATE INDEX log_citizen ON log (citizen);
        CREATE INDEX log_notice ON log (notice);
        CREATE INDEX log_state ON log (state);
        CREATE INDEX log_at ON log (at);
        CREATE TABLE rule_books (hash TEXT NOT NULL PRIMARY KEY, root TEXT NOT NULL, files BLOB NOT NULL) STRICT;
        CREATE TABLE rejected (id TEXT NOT NULL PRIMARY KEY, at INTEGER NOT NULL, reason TEXT NOT NULL, path TEXT NOT NULL, detail TEXT NOT NULL, type TEXT, source TEXT,
            event_id TEXT, payload BLOB NOT NULL) STRICT;
        CREATE INDEX rejected_at ON rejected (at, id);
        PRAGMA user_version = 1;
        """;

    const string Rows = """
        INSERT INTO files VALUES ('00000000000000000000000000000001', 7, 17953056000000000, 17953056000000000, CAST('{"key":"00000000000000000000000000000001","version":7,"events":[{"key":"d07723cee35cdf20345f25a765736a30","fingerprint":"9d0eb0eefe4902938c317af4ae4b7d4b","type":"dk.cpr.person-moved.v1","effective":"2026-11-05","at":"2026-11-09T08:10:00+00:00"}],"journeys":[{"id":"j-1","guide":"dk/moving","ruleBook":"29a99a8b00c21f36","eventKey":"d07723cee35cdf20345f25a765736a30","eventType":"dk.cpr.person-moved.v1","effective":"2026-11-05","notBefore":"2026-11-09T09:10:00+00:00","state":"Active","steps":[{"id":"report-address","state":"Open","opens":"2026-10-08","due":"2026-11-10","reminders":["2026-11-06"],"automatic":false}],"revision":0,"changedAt":"2026-11-09T08:10:00+00:00","continued":false}],"notices":[{"id":"n-1","journeyId":"j-1","kind":"Start","number":0,"intent":{"date":"2026-11-09","time":"10:10:00","zone":"Europe/Copenhagen"},"due":"2026-11-22T00:00:00+00:00","state":"Planned","steps":["report-address"],"reason":"Vesterbrogade 1","repeated":false,"revision":0}],"attempts":[],"started":[]}' AS BLOB));
        INSERT INTO files VALUES ('00000000000000000000000000000002', 1, NULL, NULL, CAST('{"key":"00000000000000000000000000000002","version":1,"events":[],"journeys":[],"notices":[],"attempts":[]}' AS BLOB));
        INSERT INTO persons VALUES ('00000000000000000000000000000001', CAST('{"id":"0107801234","name":"Anna S\u00F8rensen","birthDate":"1987-05-14","municipality":"0461","language":"da","email":"anna@example.org","channels":["email"],"optOuts":[]}' AS BLOB));
        INSERT INTO persons VALUES ('00000000000000000000000000000003', CAST('{"id":"0107809999","channels":[],"optOuts":[]}' AS BLOB));
        INSERT INTO log (at, citizen, notice, guide, kind, step, state, channel, reason) VALUES (17952120000000000, '00000000000000000000000000000001', 'n-1', 'dk/moving', 'Start', NULL, 'Sent', 'email', NULL);
        INSERT INTO rejected VALUES ('r-1', 17952120000000000, 'UnknownField', 'data.form', 'did you mean data.from?', 'dk.cpr.person-moved.v1', 'https://cpr.example', 'e-0107801234', CAST('{"name":"Anna Sorensen"}' AS BLOB));
        """;

    static readonly string[] Personal = ["0107801234", "0107809999", "rensen", "anna@example.org", "Vesterbrogade"];

    readonly TempFolder _folder = new();

    public SqliteUpgradeTests() => Sql(Tables, Rows);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    string Path => _folder.File("proactive.db");

    string Copy => Path + ".v1-backup-2026-11-21";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Everything_is_there_after_the_upgrade()
    {
        await using var store = Open();
        var citizens = await store.Load([Key(1), Key(2), Key(3)], Stop);
        Assert.Equal([7, 1, 1], citizens.Select(c => c.File.Version));
        Assert.Equal(["0107801234", null, "0107809999"], citizens.Select(c => c.Person?.Id));
        Assert.Equal("Anna Sørensen", citizens[0].Person!.Name);
        Assert.Equal(StepState.Open, citizens[0].File.Journeys[0].Steps[0].State);
        Assert.Equal(Key(1), Assert.Single(await store.TakeDue(Morning.AddDays(1), 10, TimeSpan.Zero, Stop)).Key);
        Assert.Equal([Key(1)], await store.FindConcerned("d07723cee35cdf20345f25a765736a30", Stop));
        Assert.Equal(NoticeState.Sent, Assert.Single(await store.SearchLog(new LogQuery(Citizen: Key(1)), Stop).ToListAsync(Stop)).State);
        var rejected = (await store.FindRejected("r-1", Stop))!;
        Assert.Equal((RejectionReason.UnknownField, "data.form", "e-0107801234"), (rejected.Rejection.Reason, rejected.Rejection.Path, rejected.EventId));
        Assert.Equal("""{"name":"Anna Sorensen"}""", Encoding.UTF8.GetString(rejected.Payload.Span));
        Assert.Empty(await store.SaveFiles([.. citizens.Select(c => new FileChange(c.File, []))], Stop));
    }

    [Fact]
    public async Task Nothing_of_what_was_readable_stays_in_the_file_and_a_copy_is_kept_for_its_owner()
    {
        await using (var store = Open())
        {
            Assert.Contains($"upgraded from schema version 1 to 3", store.OpeningNotice, StringComparison.Ordinal);
            Assert.Contains($"{Copy}: it is NOT encrypted, and only its owner may read it. Delete it", store.OpeningNotice, StringComparison.Ordinal);
        }

        if (!OperatingSystem.IsWindows()) Assert.Equal((File.GetUnixFileMode(Copy), UnixFileMode.UserRead | UnixFileMode.UserWrite), (UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path)));
        Assert.Equal(["proactive.db", "proactive.db.lock", "proactive.db.v1-backup-2026-11-21"], Directory.GetFiles(_folder.Path).Select(System.IO.Path.GetFileName).Order());
        Assert.Equal(Personal, Readable(Copy));
        Assert.Empty(Readable(Path));

        // The next opening has nothing left to say, and the copy is a store of version 1.
        await using var again = Open();
        Assert.Null(again.OpeningNotice);
        File.Move(Copy, _folder.File("other.db"));
        await using var old = SqliteStore.Open(_folder.File("other.db"), Codec);
        Assert.Equal(7, (await old.Load([Key(1)], Stop))[0].File.Version);
    }

    [Fact]
    public async Task A_store_that_cannot_be_upgraded_stays_as_it_was_and_can_be_upgraded_once_it_is_mended()
    {
        Sql("UPDATE persons SET body = CAST('{\"id\":secret' AS BLOB) WHERE key LIKE '%3'");
        for (var i = 0; i < 2; i++)
        {
            var refused = Assert.Throws<StoreException>(Open);
            Assert.Contains("could not be upgraded from schema version 1 to 3: what is kept as person 00000000000000000000000000000003 is damaged", refused.Message, StringComparison.Ordinal);
            Assert.EndsWith($"It is as it was before. A copy that was made of it, {Copy}, may be deleted.", refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", refused.ToString(), StringComparison.Ordinal);
        }

        Sql("UPDATE persons SET body = CAST('{\"id\":\"0107809999\",\"channels\":[],\"optOuts\":[]}' AS BLOB) WHERE key LIKE '%3'");
        await using var store = Open();
        Assert.Equal("0107809999", (await store.Load([Key(3)], Stop))[0].Person!.Id);
    }

    [Fact]
    public async Task A_process_that_died_before_the_file_was_swept_leaves_that_to_the_next()
    {
        await Open().DisposeAsync();
        Sql("PRAGMA secure_delete = OFF; CREATE TABLE left (x); INSERT INTO left VALUES ('Vesterbrogade'); DROP TABLE left; INSERT INTO notes VALUES ('unswept', '');");
        Assert.Equal(["Vesterbrogade"], Readable(Path));
        await Open().DisposeAsync();
        Assert.Empty(Readable(Path));
    }

    [Fact]
    public void An_older_store_is_not_read_before_it_is_upgraded()
    {
        var refused = Assert.Throws<StoreException>(() => SqliteStore.OpenToRead(Path, Codec));
        Assert.Contains("it has schema version 1 and this program reads version 3. Open it once to write", refused.Message, StringComparison.Ordinal);
    }

    SqliteStore Open() => SqliteStore.Open(Path, Codec, new Proactive.Engine.Rehearsal.SimulatedClock(Morning));

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

    static IEnumerable<string> Readable(string path)
    {
        var bytes = File.ReadAllBytes(path);
        return Personal.Where(text => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);
    }
}
