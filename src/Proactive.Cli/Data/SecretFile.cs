using System.Security.Cryptography;

namespace Proactive.Cli.Data;

/// <summary>Random bytes in a file that only its owner may read, made when they are first wanted.</summary>
static class SecretFile
{
    const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>The file's bytes; new ones are written where there is no file. Warns if others can read it.</summary>
    public static byte[] ReadOrMake(string path, int length)
    {
        if (!File.Exists(path)) Write(path, RandomNumberGenerator.GetBytes(length));
        else if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
            Console.Error.WriteLine($"Warning: other users of this machine can read {path}. Run: chmod 600 {path}");
        return File.ReadAllBytes(path);
    }

    public static void Write(string path, byte[] secret)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = Owner;
        using var file = new FileStream(path, options);
        file.Write(secret);
        file.Flush(flushToDisk: true);
    }
}
