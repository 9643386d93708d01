using System.CommandLine;
using Proactive.Engine.Citizens;
using Proactive.Engine.Storage;
using Proactive.Sqlite;
using Proactive.Web.Registries;

namespace Proactive.Cli;

/// <summary>The folder of <c>--data</c>: the store, the secrets behind the citizen keys and the encryption, and the outbox.</summary>
sealed class DataFolder
{
    const string StoreFile = "proactive.db";
    const string CitizenKeyFile = "citizen.key";
    const string MasterKeyFile = "master.key";
    const string SourcesFile = "sources.json";

    readonly string _path;

    public DataFolder(string path)
    {
        _path = path;
        Outbox = Path.Combine(path, "outbox");
        Receipts = Path.Combine(path, "receipts");
        Directory.CreateDirectory(path);
        Sources = new SourceFile(Path.Combine(path, SourcesFile), MasterKey);
        Keys = new CitizenKeys(SecretFile.ReadOrMake(Path.Combine(path, CitizenKeyFile), 32));
    }

    public CitizenKeys Keys { get; }

    /// <summary>Where the outbox channel writes.</summary>
    public string Outbox { get; }

    /// <summary>Where bounces and receipts may be dropped, a file each.</summary>
    public string Receipts { get; }

    /// <summary>Who may send events over HTTP.</summary>
    public SourceFile Sources { get; }

    public static DataFolder Of(ParseResult parsed, Settings settings) => new(parsed.GetValue(settings.Data)!);

    /// <summary>The folder if a store was ever made in it; null otherwise, and nothing is made.</summary>
    public static DataFolder? IfThere(ParseResult parsed, Settings settings) =>
        File.Exists(Path.Combine(parsed.GetValue(settings.Data)!, StoreFile)) ? Of(parsed, settings) : null;

    /// <summary>An empty folder for people who do not exist: they need no secrets, and with the same key every run prints the same.</summary>
    public static DataFolder ForSamples(string path)
    {
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        Directory.CreateDirectory(path);
        foreach (var file in new[] { CitizenKeyFile, MasterKeyFile }) SecretFile.Write(Path.Combine(path, file), new byte[32]);
        return new DataFolder(path);
    }

    /// <summary>The store, for this process alone.</summary>
    public SqliteStore OpenStore()
    {
        var store = Open((path, codec) => SqliteStore.Open(path, codec));
        if (store.OpeningNotice is { } notice) Console.Error.WriteLine(notice);
        _ = TellOfDamage(store);
        return store;
    }

    // A large store is checked while it is in use.
    static async Task TellOfDamage(SqliteStore store)
    {
        if (await store.Integrity is { } damage) await Console.Error.WriteLineAsync(damage.Message);
    }

    /// <summary>The store to look at, also while another process writes it.</summary>
    public SqliteStore OpenStoreToRead() => Open(SqliteStore.OpenToRead);

    /// <summary>The database's file.</summary>
    public string StorePath => Path.Combine(_path, StoreFile);

    /// <summary>Where the secrets are without which the database is worth nothing, in words.</summary>
    public IEnumerable<string> Secrets() => [Path.Combine(_path, CitizenKeyFile), GivenMasterKey.Place(Path.Combine(_path, MasterKeyFile))];

    /// <summary>The files in which something about a person may stand: the database with what lies beside it, the outbox, and receipts not taken in.</summary>
    public IEnumerable<string> FilesWithPersonalData() =>
        [.. Directory.EnumerateFiles(_path, $"{StoreFile}*"), .. FilesIn(Outbox), .. FilesIn(Receipts)];

    static IEnumerable<string> FilesIn(string folder) => Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories) : [];

    // Only one that opens the store, where there is a store.
    MasterKey MasterKey()
    {
        if (File.Exists(StorePath)) OpenStoreToRead().DisposeAsync().AsTask().GetAwaiter().GetResult();
        return GivenMasterKey.Read(Path.Combine(_path, MasterKeyFile)).Key;
    }

    SqliteStore Open(Func<string, BodyCodec, SqliteStore> open)
    {
        var given = GivenMasterKey.Read(Path.Combine(_path, MasterKeyFile));
        try
        {
            return open(StorePath, new BodyCodec(given.Key));
        }
        catch (StoreException problem) when (problem.Fault == StoreFault.WrongMasterKey)
        {
            // A key made just now opens nothing; left there, it would be taken for the right one.
            if (given.MadeNow is { } file) File.Delete(file);
            throw new CommandFailure(ExitCode.Environment, $"{problem.Message} {given.Origin}");
        }
        catch (StoreException problem)
        {
            throw new CommandFailure(ExitCode.Environment, problem.Message);
        }
    }
}
