using System.Globalization;
using System.Text;
using Proactive.Engine.Notices;
using Proactive.Engine.Oversight;
using Proactive.Engine.Storage;
using Proactive.Sqlite;
using Proactive.Sqlite.Database;
using Proactive.Sqlite.Tables;
using Proactive.Testing;
using static Proactive.Testing.CitizenFiles;

namespace Proactive.Adapters.Tests;

public sealed class SqliteStoreTests : StoreCompliance
{
    readonly TempFolder _folder;

    public SqliteStoreTests() : this(new TempFolder()) { }

    SqliteStoreTests(TempFolder folder) : base(SqliteStore.Open(folder.File("data/proactive.db"), Codec)) => _folder = folder;

    SqliteStore Sqlite => (SqliteStore)Store;

    string Path => _folder.File("data/proactive.db");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Everything_is_there_after_it_was_closed_and_opened_again()
    {
        await Store.SaveFiles([new FileChange(Rich(Key(1)), [Line(Key(1))])], Stop);
        await Store.SavePersons([(Key(1), new() { Id = "1", Name = "Zoë" })], Stop);
        await Store.DisposeAsync();

        await using var again = SqliteStore.Open(Path, Codec);
        Assert.Equal(Describe(Rich(Key(1)) with { Version = 2 }), Describe((await again.Load([Key(1)], Stop))[0].File));
        Assert.Equal("Zoë", (await again.Load([Key(1)], Stop))[0].Person!.Name);
        Assert.Equal([Line(Key(1))], await again.SearchLog(new LogQuery(), Stop).ToListAsync(Stop));
        Assert.Single(await again.TakeDue(Morning.AddYears(1), 10, TimeSpan.Zero, Stop));
    }

    [Fact]
    public async Task Whom_a_dead_process_held_need_not_wait_for_the_lease_to_run_out()
    {
        await Save(DueAt(Key(1), Morning), DueAt(Key(2), Morning));
        await Take(Morning, limit: 1);
        await Store.SaveFiles([new FileChange(await Load(Key(2)), [], Morning.AddYears(1))], Stop);
        Assert.Empty(await Take(Morning));
        await Store.DisposeAsync();

        await using var again = SqliteStore.Open(Path, Codec);
        Assert.Equal([Key(1), Key(2)], (await again.TakeDue(Morning, 10, Lease, Stop)).Select(c => c.Key));
    }

    [Fact]
    public async Task The_settings_that_durability_rests_on_are_set()
    {
        Assert.Equal("wal", await Pragma("journal_mode"));
        Assert.Equal("2", await Pragma("synchronous"));
        Assert.Equal("1", await Pragma("foreign_keys"));
        Assert.Equal("5000", await Pragma("busy_timeout"));
        Assert.Equal("3", await Pragma("user_version"));
        Assert.Equal("1", await Pragma("secure_delete"));
    }

    [Fact]
    public async Task A_store_may_be_looked_at_while_another_writes_it_but_not_written()
    {
        await using var reader = SqliteStore.OpenToRead(Path, Codec);
        await Store.SaveFiles([new FileChange(Rich(Key(1)), [])], Stop);
        Assert.Equal(1, (await reader.Load([Key(1)], Stop))[0].File.Version);
        var refused = await Assert.ThrowsAsync<StoreException>(() => reader.RemoveRejected("x", Stop));
        Assert.EndsWith("it was opened to read only.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_looks_at_a_store_that_another_writes_is_written_down_in_the_same_chain()
    {
        await using var reader = SqliteStore.OpenToRead(Path, Codec);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => (i % 2 == 0 ? Store : reader).AppendAudit(Did(subject: $"{i}"), Stop))));
        Assert.Equal(Enumerable.Range(1, 40).Select(n => (long)n), (await Audit(new AuditQuery())).Select(l => l.Number));
        Assert.Equal((40, true), ((await reader.VerifyAudit(Stop)).Lines, (await reader.VerifyAudit(Stop)).IsWhole));
    }

    [Fact]
    public async Task Hundreds_of_files_that_count_the_same_cost_a_row_a_figure()
    {
        async Task<long> Changes() => await Sqlite.Writes.Run("count", t => (long)t.Connection.Execute("SELECT total_changes()")!, Stop);
        var before = await Changes();
        await Store.SaveFiles([.. Enumerable.Range(1, 300).Select(i => new FileChange(CitizenFile.Empty(Key(i)), [], Figures: [new(Counted("journeys", $"{i % 3}"), 1)]))], Stop);
        Assert.Equal(303, await Changes() - before);
    }

    [Fact]
    public void There_must_be_a_store_to_look_at() =>
        Assert.EndsWith("there is none yet.", Assert.Throws<StoreException>(() => SqliteStore.OpenToRead(_folder.File("other.db"), Codec)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_second_opener_is_refused_until_the_first_has_closed()
    {
        var refused = Assert.Throws<StoreException>(() => SqliteStore.Open(Path, Codec));
        Assert.Contains("another process has it open", refused.Message, StringComparison.Ordinal);
        await Store.DisposeAsync();
        await SqliteStore.Open(Path, Codec).DisposeAsync();
    }

    [Fact]
    public async Task A_newer_schema_is_refused_and_left_as_it_is()
    {
        await Sqlite.Writes.Run("set the version", t => new Statement(t.Connection, "CREATE TABLE tomorrow (x)").Run(), Stop);
        await Sqlite.Writes.Run("set the version", t => new Statement(t.Connection, "PRAGMA user_version = 4").Run(), Stop);
        await Store.DisposeAsync();
        // Twice: a refused opener must not keep the lock.
        for (var i = 0; i < 2; i++)
        {
            var refused = Assert.Throws<StoreException>(() => SqliteStore.Open(Path, Codec));
            Assert.Contains("schema version 4 and this program knows versions up to 3", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Another_master_key_is_refused_and_told_which_one_it_takes()
    {
        await Store.DisposeAsync();
        var other = new BodyCodec(new MasterKey([.. Enumerable.Repeat((byte)7, MasterKey.Length)]));
        foreach (var open in new Func<string, BodyCodec, SqliteStore>[] { (path, codec) => SqliteStore.Open(path, codec), SqliteStore.OpenToRead })
        {
            var refused = Assert.Throws<StoreException>(() => open(Path, other));
            Assert.Equal(StoreFault.WrongMasterKey, refused.Fault);
            Assert.EndsWith($"it was written with the master key {Codec.MasterKeyId}, and the one given is {other.MasterKeyId}. Open it with {Codec.MasterKeyId}.", refused.Message, StringComparison.Ordinal);
        }

        await SqliteStore.Open(Path, Codec).DisposeAsync();
    }

    [Fact]
    public async Task A_closed_store_is_one_file()
    {
        await Save(Rich(Key(1)));
        await Load(Key(1));
        await Store.DisposeAsync();
        Assert.Equal(["proactive.db", "proactive.db.lock"], Directory.GetFiles(_folder.File("data")).Select(System.IO.Path.GetFileName).Order());
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused()
    {
        File.WriteAllText(_folder.File("letter.txt"), new string('x', 5000));
        var refused = Assert.Throws<StoreException>(() => SqliteStore.Open(_folder.File("letter.txt"), Codec));
        Assert.Contains("not a database", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Searches_and_the_sweep_use_an_index()
    {
        var due = await Plan("SELECT key, file FROM citizens WHERE next_due <= 5 AND key NOT IN (SELECT citizen FROM leases) ORDER BY next_due, key LIMIT 9");
        Assert.Matches("^SEARCH citizens USING INDEX citizens_due \\(next_due<\\?\\)\nUSING INDEX \\S+ FOR IN-OPERATOR$", due);
        var retries = await Plan("SELECT id, body FROM rejected WHERE (at, id) > (5, 'x') AND retry_at IS NOT NULL AND retry_at <= 5 ORDER BY at, id LIMIT 9");
        Assert.Matches("^SEARCH rejected USING INDEX rejected_retry [^\n]+$", retries);
        Assert.Contains("log_at", await Plan("SELECT min(+id) FROM log WHERE at >= 5"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Searches_of_the_log_are_led_by_the_index_that_leaves_the_fewest_lines()
    {
        var plans = new StringBuilder();
        foreach (var (name, query) in new (string, LogQuery)[]
        {
            ("everything", new()), ("citizen", new(Key(1))), ("notice", new(NoticeId: "e0f1")), ("citizen and notice", new(Key(1), "e0f1")), ("state", new(State: NoticeState.Sent)),
            ("channel, guide", new(Channel: "email", Guide: "dk/moving")), ("since", new(Since: Morning)), ("since, until", new(Since: Morning, Until: Morning)),
            ("state, since, until", new(State: NoticeState.Sent, Since: Morning, Until: Morning)), ("first digit of a notice", new(NoticeId: "e")),
            ("all", new(Key(1), "e0f1", NoticeState.Sent, Morning, Morning, "email", "dk/moving")),
        })
            plans.Append(CultureInfo.InvariantCulture, $"{name}\n{Indented(await Plan(LogSearch.Page(query)))}\n  export\n{Indented(await Plan(LogSearch.Export(query)))}\n");
        Snapshot.Matches(plans.ToString(), "LogPlans");
        static string Indented(string plan) => "    " + plan.Replace("\n", "\n    ", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_call_writes_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.SaveFiles([new FileChange(Rich(Key(1)), [])], cancelled.Token));
        Assert.Equal(0, (await Load(Key(1))).Version);
    }

    Task<string> Pragma(string name) => Sqlite.Writes.Run("read a setting", t => $"{t.Connection.Execute($"PRAGMA {name}")}", Stop);

    Task<string> Plan(string sql) => Sqlite.Writes.Run(
        "explain", t => string.Join('\n', new Statement(t.Connection, "EXPLAIN QUERY PLAN " + sql).Query(row => row.Text(3))), Stop);
}
