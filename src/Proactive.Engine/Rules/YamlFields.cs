using System.Globalization;
using Proactive.Cel;

namespace Proactive.Engine.Rules;

/// <summary>Reads the keys of one mapping. Keys nobody asked for are problems, so a misspelt one is never passed over.</summary>
sealed class YamlFields(YamlMap map, ProblemList problems)
{
    readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public YamlMap Map { get; } = map;

    /// <summary>The mapping that <paramref name="node"/> should be; otherwise an empty one, after a problem was added.</summary>
    public static YamlFields Of(YamlNode? node, ProblemList problems, string what)
    {
        if (node is YamlMap map) return new YamlFields(map, problems);
        if (node is not null) problems.Add(node, $"{what} must be a mapping, not {node.Kind}");
        var place = node ?? new YamlScalar(new YamlSource("", ""), 0, 0, "", isPlain: true, isBlock: false);
        return new YamlFields(new YamlMap(place.File, place.Line, place.Column, []), problems);
    }

    public YamlNode? Optional(string key)
    {
        _known.Add(key);
        return Map[key] is YamlScalar { IsEmpty: true } ? null : Map[key];
    }

    public YamlNode? Required(string key)
    {
        var node = Optional(key);
        if (node is null) problems.Add(Map, $"'{key}' is missing");
        return node;
    }

    public YamlScalar? Text(string key, bool required = false)
    {
        var node = required ? Required(key) : Optional(key);
        if (node is null or YamlScalar) return node as YamlScalar;
        problems.Add(node, $"'{key}' must be text, not {node.Kind}");
        return null;
    }

    /// <summary>A text in every language of <paramref name="languages"/>; None if the key is not there.</summary>
    public LocalizedText Localized(string key, IReadOnlyList<string> languages, bool required = false)
    {
        var node = required ? Required(key) : Optional(key);
        return node is null ? LocalizedText.None : Localized(node, languages, problems, key);
    }

    public static LocalizedText Localized(YamlNode node, IReadOnlyList<string> languages, ProblemList problems, string what)
    {
        if (node is not YamlMap map)
        {
            problems.Add(node, $"'{what}' needs a text for each language, e.g. {{ {string.Join(", ", languages.Select(l => $"{l}: …"))} }}");
            return LocalizedText.None;
        }

        foreach (var (key, _) in map.Entries.Where(e => e.Key.Text.Length != 2 || !e.Key.Text.All(char.IsAsciiLetterLower)))
            problems.Add(key, $"'{key.Text}' is not a language; put quotes round a text that has a comma in it");
        foreach (var missing in languages.Where(l => map[l] is not YamlScalar { IsEmpty: false }))
            problems.Add(node, $"'{what}' has no text in '{missing}'");
        return new LocalizedText(map.Entries.Where(e => e.Value is YamlScalar).ToDictionary(e => e.Key.Text, e => ((YamlScalar)e.Value).Text.Trim()));
    }

    public IReadOnlyList<YamlNode> List(string key)
    {
        var node = Optional(key);
        if (node is YamlList list) return list.Items;
        if (node is not null) problems.Add(node, $"'{key}' must be a list, e.g. [a, b]");
        return [];
    }

    public IReadOnlyList<YamlScalar> Texts(string key)
    {
        var items = List(key);
        foreach (var item in items.Where(i => i is not YamlScalar)) problems.Add(item, $"'{key}' is a list of words, and this is {item.Kind}");
        return [.. items.OfType<YamlScalar>()];
    }

    public DateOnly? Date(string key, bool required = false)
    {
        if (Text(key, required) is not { } node) return null;
        if (DateOnly.TryParseExact(node.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        problems.Add(node, $"'{key}' is not a date; write it as 2026-11-21");
        return null;
    }

    public int? Int(string key, int least, int most)
    {
        if (Text(key) is not { } node) return null;
        if (int.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        problems.Add(node, $"'{key}' must be a whole number from {least} to {most}");
        return null;
    }

    public bool? Flag(string key)
    {
        if (Text(key) is not { } node) return null;
        if (node.Text is "true" or "false") return node.Text == "true";
        problems.Add(node, $"'{key}' must be true or false");
        return null;
    }

    /// <summary>A length of time such as <c>30m</c>, <c>1h</c> or <c>90d</c>.</summary>
    public TimeSpan? Span(string key)
    {
        if (Text(key) is not { } node) return null;
        if (node.Text.Length > 1 && int.TryParse(node.Text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            if (node.Text[^1] == 'm') return TimeSpan.FromMinutes(number);
            if (node.Text[^1] == 'h') return TimeSpan.FromHours(number);
            if (node.Text[^1] == 'd') return TimeSpan.FromDays(number);
        }

        problems.Add(node, $"'{key}' is not a length of time; write it as 30m, 1h or 90d");
        return null;
    }

    /// <summary>One of a few words.</summary>
    public string? OneOf(string key, IReadOnlyList<string> words, bool required = false)
    {
        if (Text(key, required) is not { } node) return null;
        if (words.Contains(node.Text)) return node.Text;
        problems.Add(node, $"'{key}' must be one of {string.Join(", ", words)}{Meant(node.Text, words)}");
        return null;
    }

    public Uri? Link(string key, bool required = false)
    {
        if (Text(key, required) is not { } node) return null;
        if (Uri.TryCreate(node.Text, UriKind.Absolute, out var link) && link.Scheme == Uri.UriSchemeHttps) return link;
        problems.Add(node, $"'{key}' must be a whole https:// address");
        return null;
    }

    /// <summary>Adds a problem for every key that nobody asked for.</summary>
    public void Done()
    {
        foreach (var (key, _) in Map.Entries.Where(e => !_known.Contains(e.Key.Text)))
            problems.Add(key, $"'{key.Text}' is not known here{Meant(key.Text, _known)}");
    }

    static string Meant(string word, IEnumerable<string> known) => Closest.To(word, known) is { } meant ? $"; was '{meant}' meant?" : "";
}
