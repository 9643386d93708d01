using System.Security.Cryptography;
using System.Text;

namespace Proactive.Engine;

/// <summary>The text files of a content folder (<c>rules/</c> or <c>templates/</c>) by path, as one immutable set named by its content.</summary>
public sealed class ContentFolder
{
    /// <param name="root">How the folder is named in problems, e.g. <c>rules</c>.</param>
    /// <param name="texts">Path below the root, with <c>/</c>, to text.</param>
    public ContentFolder(string root, IReadOnlyDictionary<string, string> texts)
    {
        Root = root;
        Texts = new SortedDictionary<string, string>(texts.ToDictionary(), StringComparer.Ordinal);
        var all = new StringBuilder();
        foreach (var (path, text) in Texts) all.Append(path).Append('\0').Append(text).Append('\0');
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString())).AsSpan(0, 8));
    }

    public string Root { get; }

    public IReadOnlyDictionary<string, string> Texts { get; }

    /// <summary>Names this exact content: 16 hex digits.</summary>
    public string Hash { get; }

    /// <summary>Reads every file below <paramref name="folder"/> with one of the <paramref name="endings"/>. Throws <see cref="DirectoryNotFoundException"/>.</summary>
    public static ContentFolder Read(string folder, params string[] endings)
    {
        var root = Path.TrimEndingDirectorySeparator(folder);
        var texts = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Where(file => endings.Any(e => file.EndsWith(e, StringComparison.Ordinal)))
            .ToDictionary(file => Path.GetRelativePath(root, file).Replace('\\', '/'), File.ReadAllText);
        return new ContentFolder(root.Replace('\\', '/'), texts);
    }

    internal string PathOf(string name) => $"{Root}/{name}";
}
