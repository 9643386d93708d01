using Proactive.Engine.Storage;
using Proactive.Sqlite;
using Proactive.Sqlite.Database;
using static Proactive.Testing.CitizenFiles;

namespace Proactive.Adapters.Tests;

/// <summary>Files and bodies that are not what was written.</summary>
public sealed class SqliteDamageTests : IAsyncDisposable
{
    readonly TempFolder _folder = new();
    SqliteStore _store;

    public SqliteDamageTests() => _store = SqliteStore.Open(_folder.File("proactive.db"), Codec);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("UPDATE citizens SET file = CAST('{\"key\":secret' AS BLOB) WHERE key LIKE '%1'", "file")]
    [InlineData("UPDATE citizens SET data_key = zeroblob(61) WHERE key LIKE '%1'", "version")]
    [InlineData("UPDATE citizens SET (data_key, file) = (SELECT data_key, file FROM citizens WHERE key LIKE '%2') WHERE key LIKE '%1'", "another master key")]
    [InlineData("UPDATE citizens SET file = (SELECT file FROM citizens WHERE key LIKE '%2') WHERE key LIKE '%1'", "another master key")]
    public async Task A_body_or_key_that_is_not_the_citizens_own_is_an_error_that_quotes_nothing_and_hits_nobody_else(string damage, string told)
    {
        await _store.SaveFiles([new FileChange(DueAt(Key(1), Morning), []), new FileChange(DueAt(Key(2), Morning), [])], Stop);
        await Sql(damage);
        var damaged = await Assert.ThrowsAsync<StoreException>(() => _store.Load([Key(1)], Stop));
        Assert.Equal("load citizens", damaged.Operation);
        Assert.Contains(told, damaged.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", damaged.ToString(), StringComparison.Ordinal);

        // The damaged one is told of and stays held; whoever comes next gets the others.
        await Assert.ThrowsAsync<StoreException>(() => _store.TakeDue(Morning, 10, TimeSpan.FromMinutes(5), Stop));
        Assert.Equal([Key(2)], (await _store.TakeDue(Morning, 10, TimeSpan.FromMinutes(5), Stop)).Select(c => c.Key));
        await Assert.ThrowsAsync<StoreException>(() => _store.TakeDue(Morning.AddMinutes(5), 10, TimeSpan.FromMinutes(5), Stop));
    }

    [Fact]
    public async Task A_body_cannot_be_put_back_under_a_citizen_who_was_erased()
    {
        await _store.SaveFiles([new FileChange(Rich(Key(1)), [])], Stop);
        await _store.Erase(Key(1), Morning, Stop);
        await Assert.ThrowsAsync<StoreException>(() => Sql("UPDATE citizens SET data_key = zeroblob(61)"));
    }

    [Fact]
    public async Task A_small_file_that_is_damaged_is_not_opened_and_it_is_said_how_to_restore_it()
    {
        await Fill();
        await _store.DisposeAsync();
        FlipBytes();
        var refused = Assert.Throws<StoreException>(() => SqliteStore.Open(_folder.File("proactive.db"), Codec));
        Assert.Equal(StoreFault.Damaged, refused.Fault);
        Assert.Contains("move proactive.db, proactive.db-wal and proactive.db-shm aside, put a copy that 'proactive backup' made in place", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public async Task A_large_file_is_checked_while_it_is_in_use_and_refuses_writes_once_it_is_found_damaged()
    {
        await Fill();
        await _store.DisposeAsync();
        FlipBytes();
        _store = SqliteStore.Open(_folder.File("proactive.db"), Codec, TimeProvider.System, checkedAtOnce: 0);
        var damage = await _store.Integrity.WaitAsync(TimeSpan.FromMinutes(1), Stop);
        Assert.Equal(StoreFault.Damaged, damage!.Fault);
        var refused = await Assert.ThrowsAsync<StoreException>(() => _store.KeepNote("any", "write", Stop));
        Assert.Equal((StoreFault.Damaged, "keep a note"), (refused.Fault, refused.Operation));
        Assert.Null(await _store.FindNote("any", Stop));
    }

    [Fact]
    public async Task A_large_file_that_is_whole_is_found_so_and_closing_does_not_wait_for_the_check()
    {
        await Fill();
        await _store.DisposeAsync();
        _store = SqliteStore.Open(_folder.File("proactive.db"), Codec, TimeProvider.System, checkedAtOnce: 0);
        Assert.Null(await _store.Integrity.WaitAsync(TimeSpan.FromMinutes(1), Stop));
        await _store.KeepNote("any", "write", Stop);
        await _store.DisposeAsync();
        _store = SqliteStore.Open(_folder.File("proactive.db"), Codec, TimeProvider.System, checkedAtOnce: 0);
        await _store.DisposeAsync();
        Assert.True(_store.Integrity.IsCompleted);
    }

    [Fact]
    public async Task A_file_that_is_read_only_is_refused()
    {
        await _store.DisposeAsync();
        new FileInfo(_folder.File("proactive.db")).IsReadOnly = true;
        var refused = Assert.Throws<StoreException>(() => SqliteStore.Open(_folder.File("proactive.db"), Codec));
        Assert.EndsWith("its file is read-only for this user.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_beside_which_none_can_be_made_is_refused()
    {
        await _store.DisposeAsync();
        Directory.CreateDirectory(_folder.File("proactive.db-wal"));
        var refused = Assert.Throws<StoreException>(() => SqliteStore.Open(_folder.File("proactive.db"), Codec));
        Assert.Contains("the folder has to be there and writable", refused.Message, StringComparison.Ordinal);
    }

    // Enough for tables of several pages.
    async Task Fill() => await _store.SaveFiles([.. Enumerable.Range(0, 100).Select(i => new FileChange(Rich(Key(i)), []))], Stop);

    // Of a page in the middle, the part that says what is on it.
    void FlipBytes()
    {
        using var file = new FileStream(_folder.File("proactive.db"), FileMode.Open);
        file.Position = file.Length / 2 / 8192 * 8192;
        file.Write([.. Enumerable.Repeat((byte)0xA5, 64)]);
    }

    async Task Sql(string sql) => await _store.Writes.Run("damage", t => new Statement(t.Connection, sql).Run(), Stop);
}
