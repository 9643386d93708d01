using Proactive.Engine.Oversight;
using Proactive.Engine.Storage;
using Proactive.Sqlite;
using Proactive.Sqlite.Database;
using Proactive.Sqlite.Writing;
using static Proactive.Testing.CitizenFiles;

namespace Proactive.Adapters.Tests;

public sealed class WriteQueueTests : IAsyncDisposable
{
    readonly TempFolder _folder = new();
    readonly SqliteStore _store;

    public WriteQueueTests() => _store = SqliteStore.Open(_folder.File("proactive.db"), Codec);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Writes_that_wait_share_one_commit()
    {
        var saves = new List<Task>();
        var before = _store.Writes.Commits;
        await WhileTheWriterWaits(() => saves.AddRange(Enumerable.Range(0, 100).Select(Save)));
        await Task.WhenAll(saves);
        // The one that the writer was held in, and one for all that waited.
        Assert.Equal(2, _store.Writes.Commits - before);
        Assert.All(await _store.Load([.. Enumerable.Range(0, 100).Select(Key)], Stop), c => Assert.Equal(1, c.File.Version));
    }

    [Fact]
    public async Task A_write_that_fails_takes_no_other_with_it()
    {
        Task<int>? broken = null;
        var saves = new List<Task>();
        await WhileTheWriterWaits(() =>
        {
            saves.Add(Save(1));
            broken = _store.Writes.Run("break", t => new Statement(t.Connection, "INSERT INTO notes (name, text) VALUES (NULL, NULL)").Run(), Stop);
            saves.Add(Save(2));
        });
        var failure = await Assert.ThrowsAsync<StoreException>(() => broken!);
        Assert.Contains("proactive.db could not break: ", failure.Message, StringComparison.Ordinal);
        await Task.WhenAll(saves);
        Assert.All(await _store.Load([Key(1), Key(2)], Stop), c => Assert.Equal(1, c.File.Version));
    }

    [Fact]
    public async Task A_commit_that_fails_fails_all_its_callers_and_keeps_nothing_of_theirs()
    {
        await _store.Writes.Run("prepare", t => new Statement(t.Connection, "CREATE TABLE child (parent TEXT REFERENCES citizens (key) DEFERRABLE INITIALLY DEFERRED)").Run(), Stop);
        var calls = new List<Task>();
        await WhileTheWriterWaits(() =>
        {
            calls.Add(Save(1));
            calls.Add(_store.Writes.Run("orphan", t => new Statement(t.Connection, "INSERT INTO child VALUES ('nobody')").Run(), Stop));
        });
        foreach (var call in calls) await Assert.ThrowsAsync<StoreException>(() => call);
        Assert.Equal(0, (await _store.Load([Key(1)], Stop))[0].File.Version);
        await Save(1);
        Assert.Equal(1, (await _store.Load([Key(1)], Stop))[0].File.Version);
    }

    [Theory]
    [InlineData("NULL", "a write that fails: the others are repeated, each on its own", 3)]
    [InlineData("'nobody'", "a commit that fails: nothing is kept of any", 1)]
    public async Task Figures_of_what_was_rolled_back_are_counted_once_or_not_at_all(string parent, string what, long counted)
    {
        await _store.Writes.Run("prepare", t => new Statement(t.Connection, "CREATE TABLE child (parent TEXT NOT NULL REFERENCES citizens (key) DEFERRABLE INITIALLY DEFERRED)").Run(), Stop);
        var figure = new Figure(new DateOnly(2026, 11, 9), "journeys", "dk/moving", "1");
        Task Count(int number) => _store.SaveFiles([new FileChange(CitizenFile.Empty(Key(number)), [], Figures: [new(figure, 1)])], Stop);
        var calls = new List<Task>();
        await WhileTheWriterWaits(() =>
        {
            calls.Add(Count(1));
            calls.Add(_store.Writes.Run("break", t => new Statement(t.Connection, $"INSERT INTO child VALUES ({parent})").Run(), Stop));
            calls.Add(Count(2));
        });
        await Assert.ThrowsAsync<StoreException>(() => Task.WhenAll(calls));
        await Count(3);
        Assert.True(counted == Assert.Single(await _store.ReadFigures(figure.Day, figure.Day, Stop)).Count, what);
    }

    [Fact]
    public async Task A_full_disk_fails_the_writes_lets_reads_go_on_and_heals_when_there_is_room()
    {
        await Save(1);
        await Sql("PRAGMA max_page_count = 1");
        var big = DueAt(Key(2), Morning) with { Events = [.. Enumerable.Range(0, 2000).Select(i => Rich(Key(2)).Events[0] with { Key = $"{i}" })] };
        var full = await Assert.ThrowsAsync<StoreException>(() => _store.SaveFiles([new FileChange(big, [])], Stop));
        Assert.Equal(StoreFault.Full, full.Fault);
        Assert.EndsWith("the disk is full or refuses to be written. Nothing was changed; it works again as soon as there is room.", full.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await _store.Load([Key(1)], Stop))[0].File.Version);
        await Sql("PRAGMA max_page_count = 100000");
        Assert.Empty(await _store.SaveFiles([new FileChange(big, [])], Stop));
    }

    [Fact]
    public async Task A_full_disk_fails_what_waited_together_at_once_and_takes_nobody_for_a_delivery()
    {
        await _store.SaveFiles([new FileChange(DueAt(Key(1), Morning), [])], Stop);
        var big = new byte[1 << 20];
        await Sql("PRAGMA max_page_count = 1");
        var calls = new List<Task>();
        await WhileTheWriterWaits(() =>
        {
            calls.AddRange(Enumerable.Range(2, 10).Select(n => _store.KeepNote($"{n}", Convert.ToBase64String(big), Stop)));
        });
        foreach (var call in calls) Assert.Equal(StoreFault.Full, (await Assert.ThrowsAsync<StoreException>(() => call)).Fault);
        await Sql("PRAGMA max_page_count = 100000");
        Assert.Single(await _store.TakeDue(Morning, 10, TimeSpan.FromMinutes(1), Stop));
    }

    [Fact]
    public async Task A_lock_that_another_program_holds_for_a_moment_is_waited_for()
    {
        var other = Connections.OpenWriter(_folder.File("proactive.db"));
        other.Execute("BEGIN IMMEDIATE");
        var save = Save(1);
        await Task.Delay(300, Stop);
        Assert.False(save.IsCompleted);
        other.Dispose();
        await save;
        Assert.Equal(1, (await _store.Load([Key(1)], Stop))[0].File.Version);
    }

    [Fact]
    public async Task A_reader_that_stays_stops_no_writer_and_the_log_is_cut_when_it_has_gone()
    {
        using var connection = Connections.OpenWriter(_folder.File("other.db"));
        var log = new WriteAheadLog(connection, _folder.File("other.db"), most: 1 << 20);
        connection.Execute("CREATE TABLE t (x)");
        using (var reader = Connections.OpenReader(_folder.File("other.db")))
        {
            reader.Execute("BEGIN");
            reader.Execute("SELECT count(*) FROM t");
            for (var i = 0; i < 30; i++)
            {
                connection.Execute("INSERT INTO t VALUES (zeroblob(100000))");
                log.Tend(leaveNoTrace: false);
            }

            Assert.InRange(new FileInfo(_folder.File("other.db-wal")).Length, 3 << 20, 64 << 20);
        }

        await Task.Delay(TimeSpan.FromSeconds(1.1), Stop);
        log.Tend(leaveNoTrace: false);
        Assert.Equal(0, new FileInfo(_folder.File("other.db-wal")).Length);
    }

    [Fact]
    public async Task Closing_finishes_the_writes_that_wait()
    {
        var saves = new List<Task>();
        ValueTask closed = default;
        await WhileTheWriterWaits(() =>
        {
            saves.AddRange(Enumerable.Range(0, 10).Select(Save));
            closed = _store.DisposeAsync();
        });
        await closed;
        // Their callers are told on other threads, so a moment later than the close; a write that was lost would never be told of.
        await Task.WhenAll(saves).WaitAsync(TimeSpan.FromSeconds(30), Stop);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Save(11));
        await using var again = SqliteStore.Open(_folder.File("proactive.db"), Codec);
        Assert.All(await again.Load([.. Enumerable.Range(0, 10).Select(Key)], Stop), c => Assert.Equal(1, c.File.Version));
    }

    [Fact]
    public async Task A_full_queue_holds_callers_back()
    {
        var saves = new List<Task>();
        await WhileTheWriterWaits(() =>
        {
            saves.AddRange(Enumerable.Range(0, 3000).Select(Save));
            Assert.Equal(1024, _store.Writes.Waiting);
        });
        await Task.WhenAll(saves);
        Assert.Equal(1, (await _store.Load([Key(2999)], Stop))[0].File.Version);
    }

    Task Save(int number) => _store.SaveFiles([new FileChange(DueAt(Key(number), Morning), [])], Stop);

    async Task Sql(string sql) => await _store.Writes.Run("prepare", t => new Statement(t.Connection, sql).Query(_ => 0), Stop);

    // Holds the writer inside a transaction, so that what is queued meanwhile certainly waits.
    async Task WhileTheWriterWaits(Action queue)
    {
        using var reached = new SemaphoreSlim(0);
        using var gate = new ManualResetEventSlim();
        var held = _store.Writes.Run("wait", _ =>
        {
            reached.Release();
            return gate.Wait(TimeSpan.FromMinutes(1), Stop);
        }, Stop);
        await reached.WaitAsync(Stop);
        queue();
        gate.Set();
        Assert.True(await held);
    }
}
