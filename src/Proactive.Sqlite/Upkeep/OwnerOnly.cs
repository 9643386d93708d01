namespace Proactive.Sqlite.Upkeep;

/// <summary>Files that nobody but their owner may read.</summary>
static class OwnerOnly
{
    const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes an empty file, or leaves one that is there as it is.</summary>
    public static void Make(string path) => Open(path, FileMode.OpenOrCreate, FileShare.ReadWrite).Dispose();

    /// <summary>Keeps everybody else from a file that is there.</summary>
    public static void Restrict(string path)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, Owner);
    }

    public static FileStream Open(string path, FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = Owner;
        return new FileStream(path, options);
    }
}
