using System.CommandLine;
using System.Security.Cryptography;
using Proactive.Engine.Citizens;
using Proactive.Sqlite;

namespace Proactive.Cli;

/// <summary>The folder of <c>--data</c>: the store, the secret behind the citizen keys, and the outbox.</summary>
sealed class DataFolder
{
    const string StoreFile = "proactive.db";
    const string SecretFile = "citizen.key";

    readonly string _path;

    public DataFolder(string path)
    {
        _path = path;
        Outbox = Path.Combine(path, "outbox");
        Directory.CreateDirectory(path);
        Keys = new CitizenKeys(ReadOrMakeSecret(Path.Combine(path, SecretFile)));
    }

    public CitizenKeys Keys { get; }

    /// <summary>Where the outbox channel writes.</summary>
    public string Outbox { get; }

    public static DataFolder Of(ParseResult parsed, Settings settings) => new(parsed.GetValue(settings.Data)!);

    /// <summary>The folder if a store was ever made in it; null otherwise, and nothing is made.</summary>
    public static DataFolder? IfThere(ParseResult parsed, Settings settings) =>
        File.Exists(Path.Combine(parsed.GetValue(settings.Data)!, StoreFile)) ? Of(parsed, settings) : null;

    /// <summary>An empty folder for people who do not exist: they need no secret, and with the same key every run prints the same.</summary>
    public static DataFolder ForSamples(string path)
    {
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        Directory.CreateDirectory(path);
        File.WriteAllBytes(Path.Combine(path, SecretFile), new byte[32]);
        return new DataFolder(path);
    }

    /// <summary>The store, for this process alone.</summary>
    public SqliteStore OpenStore() => Open(SqliteStore.Open);

    /// <summary>The store to look at, also while another process writes it.</summary>
    public SqliteStore OpenStoreToRead() => Open(SqliteStore.OpenToRead);

    SqliteStore Open(Func<string, SqliteStore> open)
    {
        try
        {
            return open(Path.Combine(_path, StoreFile));
        }
        catch (StoreException problem)
        {
            throw new CommandFailure(ExitCode.Environment, problem.Message);
        }
    }

    // Losing the secret makes the store's keys meaningless, so it lies beside the store, for its owner only.
    static byte[] ReadOrMakeSecret(string path)
    {
        if (File.Exists(path)) return File.ReadAllBytes(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var secret = RandomNumberGenerator.GetBytes(32);
        using var file = new FileStream(path, options);
        file.Write(secret);
        return secret;
    }
}
