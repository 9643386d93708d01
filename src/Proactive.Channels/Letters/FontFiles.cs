namespace Proactive.Channels.Letters;

/// <summary>The files of the fonts: Liberation Sans for everything, and DejaVu Sans, if it is there, for letters that the first lacks.</summary>
sealed record FontFiles(string Regular, string Bold, string? OtherRegular, string? OtherBold)
{
    static readonly string[] SystemFolders =
    [
        "/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts",
        Environment.GetFolderPath(Environment.SpecialFolder.Fonts),
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "fonts"),
    ];

    static readonly EnumerationOptions Below = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, MaxRecursionDepth = 6, MatchCasing = MatchCasing.CaseInsensitive };

    /// <summary>Null if Liberation Sans is not there.</summary>
    public static FontFiles? Find(string? folder)
    {
        var folders = folder is null ? SystemFolders : [folder];
        return File("LiberationSans-Regular.ttf") is { } regular && File("LiberationSans-Bold.ttf") is { } bold
            ? new FontFiles(regular, bold, File("DejaVuSans.ttf"), File("DejaVuSans-Bold.ttf"))
            : null;

        string? File(string name) => folders.Where(Directory.Exists)
            .Select(f => Directory.EnumerateFiles(f, name, Below).Order(StringComparer.Ordinal).FirstOrDefault())
            .FirstOrDefault(path => path is not null);
    }

    /// <summary>What to do if they are not found.</summary>
    public static string Missing(string? folder) => folder is null
        ? "letters need the Liberation fonts: apt-get install fonts-liberation, or name the folder that holds LiberationSans-Regular.ttf and LiberationSans-Bold.ttf"
        : "the font folder does not hold LiberationSans-Regular.ttf and LiberationSans-Bold.ttf, which letters need";
}
