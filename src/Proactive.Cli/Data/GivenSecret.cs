using Proactive.Engine.Storage;

namespace Proactive.Cli;

/// <summary>
/// The master key, from the environment or else from a file in the data folder that is made at first start. The variable is for
/// production: a key that lies beside the store protects only copies of the store.
/// </summary>
/// <param name="MadeNow">The file to take away again if the store turns out to want another key.</param>
sealed record GivenMasterKey(MasterKey Key, string Origin, string? MadeNow)
{
    const string Variable = "PROACTIVE_MASTER_KEY";

    public static GivenMasterKey Read(string file) =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? FromVariable(given) : FromFile(file);

    /// <summary>Where it is looked for, in words.</summary>
    public static string Place(string file) => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } ? $"the value of {Variable}" : file;

    static GivenMasterKey FromVariable(string given)
    {
        var secret = new byte[MasterKey.Length];
        if (Convert.TryFromBase64String(given, secret, out var length) && length == secret.Length)
            return new GivenMasterKey(new MasterKey(secret), $"The one given is in {Variable}.", null);
        throw new CommandFailure(ExitCode.Environment, $"{Variable} is not a master key: it has to be {MasterKey.Length} bytes in base64, as 'openssl rand -base64 {MasterKey.Length}' makes them.");
    }

    static GivenMasterKey FromFile(string file)
    {
        var isThere = File.Exists(file);
        var secret = SecretFile.ReadOrMake(file, MasterKey.Length);
        if (secret.Length != MasterKey.Length)
            throw new CommandFailure(ExitCode.Environment, $"{file} is not a master key: it has {secret.Length} bytes instead of {MasterKey.Length}. Put the right file there.");
        return new GivenMasterKey(new MasterKey(secret), isThere ? $"The one given is in {file}." : $"{Variable} is not set, and there is no {file}.", isThere ? null : file);
    }
}
