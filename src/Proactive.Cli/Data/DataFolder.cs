using System.CommandLine;
using Proactive.Cosmos;
using Proactive.Engine.Citizens;
using Proactive.Engine.Storage;
using Proactive.Sqlite;
using Proactive.Web.Registries;

namespace Proactive.Cli.Data;

/// <summary>The folder of <c>--data</c>: the store unless that is elsewhere, the secrets behind the citizen keys and the encryption, and the outbox.</summary>
sealed class DataFolder
{
    const string StoreFile = "proactive.db";
    const string CitizenKeyFile = "citizen.key";
    const string MasterKeyFile = "master.key";
    const string SourcesFile = "sources.json";
    const int CitizenKeyLength = 32;
    const string CitizenKeyVariable = "PROACTIVE_CITIZEN_KEY";
    const string MasterKeyVariable = "PROACTIVE_MASTER_KEY";

    readonly string _path;
    readonly StoreKind _kind;
    readonly GivenSecret _citizenKey;

    public DataFolder(string path, StoreKind kind = StoreKind.Sqlite)
    {
        (_path, _kind) = (path, kind);
        Outbox = Path.Combine(path, "outbox");
        Receipts = Path.Combine(path, "receipts");
        Directory.CreateDirectory(path);
        Sources = new SourceFile(Path.Combine(path, SourcesFile), MasterKey);
        _citizenKey = GivenSecret.Read(CitizenKeyVariable, Path.Combine(path, CitizenKeyFile), CitizenKeyLength, "the secret behind citizen keys");
        Keys = new CitizenKeys(_citizenKey.Bytes);
    }

    public CitizenKeys Keys { get; }

    /// <summary>Where the outbox channel writes.</summary>
    public string Outbox { get; }

    /// <summary>Where bounces and receipts may be dropped, a file each.</summary>
    public string Receipts { get; }

    /// <summary>Who may send events over HTTP.</summary>
    public SourceFile Sources { get; }

    public static DataFolder Of(ParseResult parsed, Settings settings) => new(parsed.GetValue(settings.Data)!, parsed.GetValue(settings.Store));

    /// <summary>The folder if a store was ever made in it, or is elsewhere; null otherwise, and nothing is made.</summary>
    public static DataFolder? IfThere(ParseResult parsed, Settings settings) =>
        parsed.GetValue(settings.Store) != StoreKind.Sqlite || File.Exists(Path.Combine(parsed.GetValue(settings.Data)!, StoreFile)) ? Of(parsed, settings) : null;

    /// <summary>An empty folder for people who do not exist: they need no secrets, and with the same key every run prints the same.</summary>
    public static DataFolder ForSamples(string path)
    {
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        Directory.CreateDirectory(path);
        foreach (var file in new[] { CitizenKeyFile, MasterKeyFile }) SecretFile.Write(Path.Combine(path, file), new byte[32]);
        return new DataFolder(path);
    }

    /// <summary>The store; one in the folder for this process alone.</summary>
    public async Task<IStore> OpenStore()
    {
        var store = await Open(SqliteStore.Open, first: true);
        if (store is not SqliteStore sqlite) return store;
        if (sqlite.OpeningNotice is { } notice) await Console.Error.WriteLineAsync(notice);
        _ = TellOfDamage(sqlite);
        return store;
    }

    // A large store is checked while it is in use.
    static async Task TellOfDamage(SqliteStore store)
    {
        if (await store.Integrity is { } damage) await Console.Error.WriteLineAsync(damage.Message);
    }

    /// <summary>The store to look at, also while another process writes it.</summary>
    public Task<IStore> OpenStoreToRead() => Open((path, codec, _) => SqliteStore.OpenToRead(path, codec), first: false);

    /// <summary>The database's file.</summary>
    public string StorePath => Path.Combine(_path, StoreFile);

    /// <summary>Where the secrets are without which the database is worth nothing, in words.</summary>
    public IEnumerable<string> Secrets() =>
        [GivenSecret.Place(CitizenKeyVariable, Path.Combine(_path, CitizenKeyFile)), GivenSecret.Place(MasterKeyVariable, Path.Combine(_path, MasterKeyFile))];

    /// <summary>The files in which something about a person may stand: the database with what lies beside it, the outbox, and receipts not taken in.</summary>
    public IEnumerable<string> FilesWithPersonalData() =>
        [.. Directory.EnumerateFiles(_path, $"{StoreFile}*"), .. FilesIn(Outbox), .. FilesIn(Receipts)];

    static IEnumerable<string> FilesIn(string folder) => Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories) : [];

    // Only one that opens the store, where there is a store.
    MasterKey MasterKey()
    {
        if (_kind != StoreKind.Sqlite || File.Exists(StorePath)) OpenStoreToRead().GetAwaiter().GetResult().DisposeAsync().AsTask().GetAwaiter().GetResult();
        return new MasterKey(GivenMasterKey().Bytes);
    }

    GivenSecret GivenMasterKey() => GivenSecret.Read(MasterKeyVariable, Path.Combine(_path, MasterKeyFile), Engine.Storage.MasterKey.Length, "a master key");

    async Task<IStore> Open(Func<string, BodyCodec, TimeProvider?, SqliteStore> open, bool first)
    {
        var given = GivenMasterKey();
        IStore? store = null;
        try
        {
            var codec = new BodyCodec(new MasterKey(given.Bytes));
            store = _kind == StoreKind.Sqlite ? open(StorePath, codec, null) : await CosmosStore.Open(CosmosOptions.Read(Environment.GetEnvironmentVariable), codec);
            await CitizenKeyCheck.Run(store, _kind == StoreKind.Sqlite ? StorePath : "in Cosmos DB", Keys, first);
            return store;
        }
        catch (StoreException problem) when (problem.Fault == StoreFault.WrongMasterKey)
        {
            given.Unmake();
            throw new CommandFailure(ExitCode.Environment, $"{problem.Message} {given.Origin}");
        }
        catch (StoreException problem) when (problem.Fault == StoreFault.WrongCitizenKey)
        {
            await store!.DisposeAsync();
            _citizenKey.Unmake();
            throw new CommandFailure(ExitCode.Environment, $"{problem.Message} {_citizenKey.Origin}");
        }
        catch (Exception problem) when (problem is StoreException or ArgumentException)
        {
            throw new CommandFailure(ExitCode.Environment, problem.Message);
        }
    }
}
