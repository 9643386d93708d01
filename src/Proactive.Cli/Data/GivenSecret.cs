namespace Proactive.Cli.Data;

/// <summary>
/// A secret, from the environment or else from a file in the data folder that is made at first start. The variable is for production:
/// a key that lies beside the store protects only copies of the store, and several machines need the same one.
/// </summary>
/// <param name="Origin">Where it came from, as a sentence.</param>
/// <param name="MadeNow">The file to take away again if the store turns out to want another secret.</param>
sealed record GivenSecret(byte[] Bytes, string Origin, string? MadeNow)
{
    /// <param name="what">As it follows "is not": <c>a master key</c>.</param>
    public static GivenSecret Read(string variable, string file, int length, string what) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given ? FromVariable(variable, given, length, what) : FromFile(variable, file, length, what);

    /// <summary>Where it is looked for, in words.</summary>
    public static string Place(string variable, string file) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } ? $"the value of {variable}" : file;

    /// <summary>Takes away a file that was made just now: left there, it would be taken for the right one.</summary>
    public void Unmake()
    {
        if (MadeNow is not null) File.Delete(MadeNow);
    }

    static GivenSecret FromVariable(string variable, string given, int length, string what)
    {
        var secret = new byte[length];
        if (Convert.TryFromBase64String(given, secret, out var written) && written == length) return new GivenSecret(secret, $"The one given is in {variable}.", null);
        throw new CommandFailure(ExitCode.Environment, $"{variable} is not {what}: it has to be {length} bytes in base64, as 'openssl rand -base64 {length}' makes them.");
    }

    static GivenSecret FromFile(string variable, string file, int length, string what)
    {
        var isThere = File.Exists(file);
        var secret = SecretFile.ReadOrMake(file, length);
        if (secret.Length != length)
            throw new CommandFailure(ExitCode.Environment, $"{file} is not {what}: it has {secret.Length} bytes instead of {length}. Put the right file there.");
        return new GivenSecret(secret, isThere ? $"The one given is in {file}." : $"{variable} is not set, and there is no {file}.", isThere ? null : file);
    }
}
