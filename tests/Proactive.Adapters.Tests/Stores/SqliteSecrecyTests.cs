using System.Text;
using Proactive.Engine.Citizens;
using Proactive.Engine.Events;
using Proactive.Engine.Journeys;
using Proactive.Engine.Storage;
using Proactive.Sqlite;
using Proactive.Sqlite.Database;
using static Proactive.Testing.CitizenFiles;

namespace Proactive.Adapters.Tests;

/// <summary>What somebody finds who gets hold of the files and not of the master key.</summary>
public sealed class SqliteSecrecyTests : IAsyncDisposable
{
    static readonly string[] Personal = ["Žofie Østergård", "0107801234", "zofie@example.org", "Vesterbrogade 1", "dk.secret.registry-event"];

    readonly TempFolder _folder = new();
    readonly SqliteStore _store;

    public SqliteSecrecyTests() => _store = SqliteStore.Open(_folder.File("proactive.db"), Codec);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Nothing_personal_can_be_read_in_any_file()
    {
        await KeepEverything();
        await _store.Backup(_folder.File("copy.db"), Morning, Stop);
        var files = Directory.GetFiles(_folder.Path).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)).Order().ToList();
        Assert.Equal(["copy.db", "proactive.db", "proactive.db-shm", "proactive.db-wal"], files.Select(Path.GetFileName));
        foreach (var file in files) Assert.Empty(Readable(await BytesOf(file)));

        await _store.DisposeAsync();
        Assert.Empty(Readable(await BytesOf(_folder.File("proactive.db"))));
    }

    [Fact]
    public async Task Files_are_for_their_owner_only()
    {
        if (OperatingSystem.IsWindows()) return;
        await KeepEverything();
        await _store.Backup(_folder.File("copy.db"), Morning, Stop);
        foreach (var file in Directory.GetFiles(_folder.Path)) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task The_data_key_of_an_erased_citizen_is_in_no_file_any_more_wherever_it_once_was()
    {
        var keys = Enumerable.Range(0, 200).Select(Key).ToList();
        // Files that grow are moved about within the database, and leave copies of their rows behind.
        for (var round = 1; round <= 4; round++)
        {
            var citizens = await _store.Load(keys, Stop);
            var events = Enumerable.Repeat(Rich(Key(1)).Events[0], round * 10).ToList();
            await _store.SaveFiles([.. citizens.Select(c => new FileChange(c.File with { Events = [.. events] }, []))], Stop);
        }

        var wrapped = (await _store.Load(keys, Stop)).Select(c => c.File.DataKey!.Wrapped).ToList();
        foreach (var key in keys) Assert.True((await _store.Erase(key, Morning, Stop)).Erased);
        foreach (var file in Directory.GetFiles(_folder.Path, "proactive.db*").Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)))
        {
            var bytes = await BytesOf(file);
            Assert.All(wrapped, w => Assert.Equal(-1, bytes.AsSpan().IndexOf(w)));
        }
    }

    [Fact]
    public async Task A_reader_that_lingers_keeps_nobody_from_being_erased_and_the_trace_goes_when_it_does()
    {
        await _store.SaveFiles([new FileChange(Rich(Key(1)), [])], Stop);
        var wrapped = (await _store.Load([Key(1)], Stop))[0].File.DataKey!.Wrapped;
        using (var reader = Connections.OpenReader(_folder.File("proactive.db")))
        {
            reader.Execute("BEGIN");
            reader.Execute("SELECT count(*) FROM citizens");
            Assert.True((await _store.Erase(Key(1), Morning, Stop)).Erased);
            Assert.NotEqual(-1, (await BytesOf(_folder.File("proactive.db-wal"))).AsSpan().IndexOf(wrapped));
        }

        await Task.Delay(TimeSpan.FromSeconds(1.1), Stop);
        await _store.KeepNote("any", "write", Stop);
        Assert.Empty(await BytesOf(_folder.File("proactive.db-wal")));
        Assert.Equal(-1, (await BytesOf(_folder.File("proactive.db"))).AsSpan().IndexOf(wrapped));
    }

    async Task KeepEverything()
    {
        var payload = $$"""{"id":"{{Personal[1]}}","type":"{{Personal[4]}}","data":{"name":"{{Personal[0]}}","mail":"{{Personal[2]}}","street":"{{Personal[3]}}" } }""";
        await _store.SavePersons([(Key(1), new Person { Id = Personal[1], Name = Personal[0], Email = Personal[2] })], Stop);
        var file = (await _store.Load([Key(1)], Stop))[0].File;
        var notice = DueAt(Key(1), Morning).Notices[0] with { Reason = Personal[3] };
        await _store.SaveFiles([new FileChange(file with { Notices = [notice], Events = [new SeenEvent("k", "f", Personal[4], default, Morning)] }, [])], Stop);
        await _store.KeepRejected(
            [new RejectedEvent("r-1", Morning, new Rejection(RejectionReason.Conflict, Personal[3], Personal[2]), Personal[4], Personal[0], Personal[1], Encoding.UTF8.GetBytes(payload))], Stop);
    }

    static IEnumerable<string> Readable(byte[] bytes) => Personal
        .SelectMany(text => new[] { Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode }.Select(e => (Text: text, Found: bytes.AsSpan().IndexOf(e.GetBytes(text)))))
        .Where(f => f.Found >= 0).Select(f => f.Text);

    static async Task<byte[]> BytesOf(string path)
    {
        // Shared, as the store has it open.
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes, Stop);
        return bytes;
    }
}
