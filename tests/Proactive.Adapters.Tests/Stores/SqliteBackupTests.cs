using Proactive.Engine.Storage;
using Proactive.Sqlite;
using static Proactive.Testing.CitizenFiles;

namespace Proactive.Adapters.Tests;

public sealed class SqliteBackupTests : IAsyncDisposable
{
    readonly TempFolder _folder = new();
    readonly SqliteStore _store;

    public SqliteBackupTests() => _store = SqliteStore.Open(_folder.File("proactive.db"), Codec);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    string Target => _folder.File("copy.db");

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_copy_is_a_store_that_is_held_and_the_original_is_not()
    {
        await _store.SaveFiles([new FileChange(Rich(Key(1)), [])], Stop);
        await _store.Backup(Target, Morning, Stop);
        Assert.Null(await _store.FindNote(Holds.Note, Stop));

        await using var copy = SqliteStore.Open(Target, Codec);
        Assert.Equal(Describe(Rich(Key(1)) with { Version = 1 }), Describe((await copy.Load([Key(1)], Stop))[0].File));
        Assert.Equal("""{"reason":"restored-backup","since":"2026-11-21T09:00:00.0000000Z"}""", await copy.FindNote(Holds.Note, Stop));
        Assert.Equal(new Hold("restored-backup", Morning), await new Holds(copy, TimeProvider.System, watchClock: false).Current(Stop));
    }

    [Fact]
    public async Task A_copy_made_while_the_store_is_written_has_every_change_whole_or_not_at_all()
    {
        using var enough = new CancellationTokenSource();
        // Two files change in each write, so in a consistent copy they are equally old.
        var writer = Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
            {
                var pair = await _store.Load([Key(1), Key(2)], Stop);
                await _store.SaveFiles([.. pair.Select(c => new FileChange(Rich(c.Key) with { Version = c.File.Version, DataKey = c.File.DataKey }, [Line(c.Key)]))], Stop);
            }
        }, Stop);
        for (var i = 0; i < 5; i++)
        {
            await _store.Backup(_folder.File($"copy-{i}.db"), Morning, Stop);
            await using var copy = SqliteStore.OpenToRead(_folder.File($"copy-{i}.db"), Codec);
            var versions = (await copy.Load([Key(1), Key(2)], Stop)).Select(c => c.File.Version).ToList();
            Assert.Equal(versions[0], versions[1]);
            Assert.Equal(2 * versions[0], await copy.SearchLog(new LogQuery(), Stop).CountAsync(Stop));
        }

        await enough.CancelAsync();
        await writer;
    }

    [Fact]
    public async Task A_copy_can_be_made_by_a_process_that_only_reads()
    {
        await _store.SaveFiles([new FileChange(Rich(Key(1)), [])], Stop);
        await using (var reader = SqliteStore.OpenToRead(_folder.File("proactive.db"), Codec)) await reader.Backup(Target, Morning, Stop);
        await using var copy = SqliteStore.Open(Target, Codec);
        Assert.Equal(1, (await copy.Load([Key(1)], Stop))[0].File.Version);
    }

    [Fact]
    public async Task Nothing_is_overwritten_and_nothing_unfinished_is_left()
    {
        await File.WriteAllTextAsync(Target, "a letter", Stop);
        var refused = await Assert.ThrowsAsync<StoreException>(() => _store.Backup(Target, Morning, Stop));
        Assert.EndsWith("copy.db: there is a file of that name already. Choose another name.", refused.Message, StringComparison.Ordinal);
        Assert.Equal("a letter", await File.ReadAllTextAsync(Target, Stop));
        await Assert.ThrowsAsync<StoreException>(() => _store.Backup(_folder.File("no/such/folder.db"), Morning, Stop));
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.unfinished*"));
    }

    static LogEntry Line(Engine.Citizens.CitizenKey citizen) =>
        new(Morning, citizen, "n-1", "dk/moving", Engine.Notices.NoticeKind.Start, null, Engine.Notices.NoticeState.Sent, "email", null);
}
