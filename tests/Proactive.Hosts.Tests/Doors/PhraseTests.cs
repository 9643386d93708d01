using System.Text.RegularExpressions;
using Proactive.Testing;
using Proactive.Web.Pages;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>Keeps the words of the pages whole: in every language the same keys, with the same values to fill in, all of them used.</summary>
public sealed partial class PhraseTests
{
    static readonly PhraseBook Book = new(Repository.TemplateFolder);

    static readonly IReadOnlyList<string> Sources =
    [
        .. new[] { "*.cs", "*.razor" }.SelectMany(p => Directory.GetFiles(Path.Combine(Repository.Root, "src", "Proactive.Web"), p, SearchOption.AllDirectories))
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(File.ReadAllText),
    ];

    [Fact]
    public void Every_language_says_the_same_things()
    {
        var english = Book.In("en");
        foreach (var locale in PhraseBook.Locales)
        {
            var words = Book.In(locale);
            Assert.Equal(english.Keys.Order(), words.Keys.Order());
            Assert.Equal([], english.Keys.Where(k => !Values(english[k]).SequenceEqual(Values(words[k]))).Select(k => $"{locale} {k}"));
        }
    }

    [Fact]
    public void Every_key_that_a_page_asks_for_is_there()
    {
        var keys = Book.In("en").Keys.ToHashSet();
        var asked = Sources.SelectMany(s => Literals().Matches(s)).Select(m => m.Groups[1].Value).Distinct();
        Assert.Equal([], asked.Where(k => !keys.Contains(k) && !IsBeginning(k, keys)));
    }

    [Fact]
    public void Every_key_is_asked_for()
    {
        // Some are put together from a beginning and a state, or from a key and "-text".
        var asked = Sources.SelectMany(s => Literals().Matches(s)).Select(m => m.Groups[1].Value).ToHashSet();
        var beginnings = asked.Where(a => a.EndsWith('-')).ToList();
        Assert.Equal([], Book.In("en").Keys.Where(k => !asked.Contains(k) && !asked.Contains(k.Replace("-text", "", StringComparison.Ordinal)) && !beginnings.Exists(b => k.StartsWith(b, StringComparison.Ordinal))));
    }

    static bool IsBeginning(string literal, HashSet<string> keys) => literal.EndsWith('-') && keys.Any(k => k.StartsWith(literal, StringComparison.Ordinal));

    static IEnumerable<string> Values(string text) => Placeholders().Matches(text).Select(m => m.Value).Distinct().Order();

    [GeneratedRegex("""["$]((?:shared|guide|studio|administration)\.(?!css")[a-z0-9-]+)""")]
    private static partial Regex Literals();

    [GeneratedRegex(@"\{[a-z]+\}")]
    private static partial Regex Placeholders();
}
