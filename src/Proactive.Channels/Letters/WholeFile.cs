namespace Proactive.Channels.Letters;

/// <summary>Files that are there whole or not at all.</summary>
static class WholeFile
{
    /// <summary>Written under another name, brought to the disk, and only then given its own.</summary>
    public static async Task Write(string folder, string name, string scratchPrefix, byte[] content, CancellationToken cancellation)
    {
        var scratch = Path.Combine(folder, $"{scratchPrefix}{Guid.NewGuid():n}");
        try
        {
            await using (var file = new FileStream(scratch, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                await file.WriteAsync(content, cancellation);
                file.Flush(flushToDisk: true);
            }

            File.Move(scratch, Path.Combine(folder, name), overwrite: true);
        }
        catch
        {
            // Gone already if the folder is.
            if (File.Exists(scratch)) File.Delete(scratch);
            throw;
        }
    }
}
