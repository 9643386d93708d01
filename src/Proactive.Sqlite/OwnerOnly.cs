namespace Proactive.Sqlite;

/// <summary>Files that nobody but their owner may read.</summary>
static class OwnerOnly
{
    /// <summary>Makes an empty file, or leaves one that is there as it is.</summary>
    public static void Make(string path) => Open(path, FileMode.OpenOrCreate, FileShare.ReadWrite).Dispose();

    public static FileStream Open(string path, FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }
}
