using Proactive.Engine.Notices;
using Proactive.Engine.Storage;
using Proactive.Sqlite;
using static Proactive.Testing.CitizenFiles;

namespace Proactive.Adapters.Tests;

public sealed class SqliteStoreTests : StoreCompliance
{
    readonly TempFolder _folder;

    public SqliteStoreTests() : this(new TempFolder()) { }

    SqliteStoreTests(TempFolder folder) : base(SqliteStore.Open(folder.File("data/proactive.db"))) => _folder = folder;

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
        await Store.SaveFiles([new FileChange(Rich(Key(1)), [Line(Key(1))], Morning.AddYears(1))], Stop);
        await Store.SavePersons([(Key(1), new() { Id = "1", Name = "Zoë" })], Stop);
        await Store.DisposeAsync();

        await using var again = SqliteStore.Open(Path);
        Assert.Equal(Describe(Rich(Key(1)) with { Version = 1 }), Describe((await again.LoadFiles([Key(1)], Stop))[0]));
        Assert.Equal("Zoë", (await again.LoadPersons([Key(1)], Stop))[0]!.Name);
        Assert.Equal([Line(Key(1))], await again.SearchLog(new LogQuery(), Stop).ToListAsync(Stop));
        Assert.Empty(await again.TakeDue(Morning.AddMonths(6), 10, TimeSpan.Zero, Stop));
        Assert.Single(await again.TakeDue(Morning.AddYears(1), 10, TimeSpan.Zero, Stop));
    }

    [Fact]
    public async Task The_settings_that_durability_rests_on_are_set()
    {
        Assert.Equal("wal", await Pragma("journal_mode"));
        Assert.Equal("2", await Pragma("synchronous"));
        Assert.Equal("1", await Pragma("foreign_keys"));
        Assert.Equal("5000", await Pragma("busy_timeout"));
        Assert.Equal("1", await Pragma("user_version"));
    }

    [Fact]
    public async Task A_store_may_be_looked_at_while_another_writes_it_but_not_written()
    {
        await using var reader = SqliteStore.OpenToRead(Path);
        await Store.SaveFiles([new FileChange(Rich(Key(1)), [])], Stop);
        Assert.Equal(1, (await reader.LoadFiles([Key(1)], Stop))[0].Version);
        var refused = await Assert.ThrowsAsync<StoreException>(() => reader.RemoveRejected("x", Stop));
        Assert.EndsWith("it was opened to read only.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void There_must_be_a_store_to_look_at() =>
        Assert.EndsWith("there is none yet.", Assert.Throws<StoreException>(() => SqliteStore.OpenToRead(_folder.File("other.db"))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_second_opener_is_refused_until_the_first_has_closed()
    {
        var refused = Assert.Throws<StoreException>(() => SqliteStore.Open(Path));
        Assert.Contains("another process has it open", refused.Message, StringComparison.Ordinal);
        await Store.DisposeAsync();
        await SqliteStore.Open(Path).DisposeAsync();
    }

    [Fact]
    public async Task A_newer_schema_is_refused_and_left_as_it_is()
    {
        await Sqlite.Writes.Run("set the version", t => new Statement(t.Connection, "CREATE TABLE tomorrow (x)").Run(), Stop);
        await Sqlite.Writes.Run("set the version", t => new Statement(t.Connection, "PRAGMA user_version = 2").Run(), Stop);
        await Store.DisposeAsync();
        // Twice: a refused opener must not keep the lock.
        for (var i = 0; i < 2; i++)
        {
            var refused = Assert.Throws<StoreException>(() => SqliteStore.Open(Path));
            Assert.Contains("schema version 2 and this program knows versions up to 1", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused()
    {
        File.WriteAllText(_folder.File("letter.txt"), new string('x', 5000));
        var refused = Assert.Throws<StoreException>(() => SqliteStore.Open(_folder.File("letter.txt")));
        Assert.Contains("not a database", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Searches_and_the_sweep_use_an_index()
    {
        Assert.Contains("files_due", await Plan("SELECT key, body FROM files WHERE next_due <= 5 AND (held_until IS NULL OR held_until <= 5) ORDER BY next_due, key LIMIT 9"), StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", await Plan("SELECT id FROM log WHERE id > 5 AND state = 'Sent' AND +at >= 3 ORDER BY id LIMIT 9"), StringComparison.Ordinal);
        Assert.Contains("log_citizen", await Plan("SELECT id FROM log WHERE id > 5 AND citizen = 'x' ORDER BY id LIMIT 9"), StringComparison.Ordinal);
        Assert.Contains("log_at", await Plan("SELECT min(+id) FROM log WHERE at >= 5"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_body_is_an_error_that_names_the_store_and_quotes_nothing()
    {
        await Save(Rich(Key(1)), Rich(Key(2)));
        await Sqlite.Writes.Run("damage", t => new Statement(t.Connection, "UPDATE files SET body = CAST('{\"key\":secret' AS BLOB) WHERE key LIKE '%1'").Run(), Stop);
        await Sqlite.Writes.Run("damage", t => new Statement(t.Connection, "UPDATE files SET body = (SELECT body FROM files WHERE key LIKE '%2') WHERE key LIKE '%2'").Run(), Stop);
        var damaged = await Assert.ThrowsAsync<StoreException>(() => Load(Key(1)));
        Assert.Equal("load files", damaged.Operation);
        Assert.DoesNotContain("secret", damaged.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, (await Load(Key(2))).Version);
    }

    [Fact]
    public async Task A_body_under_another_citizens_key_is_not_handed_out()
    {
        await Save(Rich(Key(1)), Rich(Key(2)));
        await Sqlite.Writes.Run("swap", t => new Statement(t.Connection, "UPDATE files SET body = (SELECT body FROM files WHERE key LIKE '%1')").Run(), Stop);
        Assert.Equal(Key(1), (await Load(Key(1))).Key);
        var swapped = await Assert.ThrowsAsync<StoreException>(() => Load(Key(2)));
        Assert.Contains("belongs to another citizen", swapped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_call_writes_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.SaveFiles([new FileChange(Rich(Key(1)), [])], cancelled.Token));
        Assert.Equal(0, (await Load(Key(1))).Version);
    }

    Task<string> Pragma(string name) => Sqlite.Writes.Run("read a setting", t =>
    {
        using var command = t.Connection.CreateCommand();
        command.CommandText = $"PRAGMA {name}";
        return $"{command.ExecuteScalar()}";
    }, Stop);

    Task<string> Plan(string sql) => Sqlite.Writes.Run(
        "explain", t => string.Join('\n', new Statement(t.Connection, "EXPLAIN QUERY PLAN " + sql).Query(row => row.GetString(3))), Stop);
}
