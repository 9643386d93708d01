namespace Proactive.Cli;

/// <summary>Puts approved rule files into the rules folder: each file whole or not at all.</summary>
sealed class RuleWriter(string folder)
{
    readonly string _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    /// <param name="texts">New text by path below the folder; null: the file goes.</param>
    public async Task Write(IReadOnlyDictionary<string, string?> texts, CancellationToken cancellation)
    {
        foreach (var (path, text) in texts)
        {
            var file = Path.GetFullPath(Path.Combine(_root, path));
            if (!file.StartsWith($"{_root}{Path.DirectorySeparatorChar}", StringComparison.Ordinal)) throw new ArgumentException($"{path} lies outside the rules folder.");
            if (text is null)
            {
                if (File.Exists(file)) File.Delete(file);
                continue;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            // Beside the file and with an ending that nobody reads: whoever reads the folder meanwhile sees the old text or the new one.
            var part = $"{file}.part";
            await File.WriteAllTextAsync(part, text, cancellation);
            File.Move(part, file, overwrite: true);
        }
    }
}
