using Proactive.Engine.Storage;

namespace Proactive.Sqlite.Upkeep;

/// <summary>
/// Keeps a second process from writing to the same database: two writers would each believe that what they have leased is theirs.
/// A file beside the database, locked while it is open; the operating system lets go of it when the process dies, however it dies.
/// </summary>
sealed class StoreLock : IDisposable
{
    readonly FileStream _file;

    StoreLock(FileStream file) => _file = file;

    public static StoreLock Take(string store)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(store)!);
            // Not deleted when released: another process could be locking the same name at that moment.
            return new StoreLock(OwnerOnly.Open(store + ".lock", FileMode.OpenOrCreate, FileShare.None));
        }
        catch (IOException refused)
        {
            var reason = File.Exists(store + ".lock") ? "another process has it open. Stop that one first, or use another data folder." : "its folder cannot be made.";
            throw new StoreException(store, "be opened", reason, cause: refused);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new StoreException(store, "be opened", "its folder is not writable for this user.", cause: denied);
        }
    }

    public void Dispose() => _file.Dispose();
}
