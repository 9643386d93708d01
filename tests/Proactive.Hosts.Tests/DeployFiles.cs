using System.Text.RegularExpressions;
using Proactive.Testing;

namespace Proactive.Hosts.Tests;

/// <summary>The files of <c>deploy/</c> as text, and what is written in them.</summary>
static partial class DeployFiles
{
    static readonly string Folder = Path.Combine(Repository.Root, "deploy");

    public static string Text(string name) => File.ReadAllText(Path.Combine(Folder, name));

    /// <summary>Names of the Bicep files.</summary>
    public static IReadOnlyList<string> Templates => [.. Directory.GetFiles(Folder, "*.bicep").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    /// <summary>The lines without those that only comment, and without comments at their end.</summary>
    public static string Code(string name) => Comment().Replace(Text(name), "");

    /// <summary>Everything the code of these folders says, the tests' aside.</summary>
    public static string CodeIn(params string[] folders) => string.Join('\n', folders.Select(f => Path.Combine(Repository.Root, f)).Where(Directory.Exists)
        .SelectMany(f => Directory.EnumerateFiles(f, "*.cs", SearchOption.AllDirectories)).Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(File.ReadAllText));

    /// <summary>What the pattern's first group finds, each once.</summary>
    public static IReadOnlyList<string> All(string text, string pattern) => [.. Regex.Matches(text, pattern, RegexOptions.Multiline).Select(m => m.Groups[1].Value).Distinct(StringComparer.Ordinal)];

    [GeneratedRegex(@"(^|\s)// .*$", RegexOptions.Multiline)]
    private static partial Regex Comment();
}
