using Proactive.Engine;
using YamlDotNet.Serialization;

namespace Proactive.Web.Pages;

/// <summary>The words of pages in one language, by key.</summary>
public sealed class Phrases(string locale, IReadOnlyDictionary<string, string> texts)
{
    public string Locale => locale;

    public IEnumerable<string> Keys => texts.Keys;

    /// <exception cref="KeyNotFoundException">There is no such key: a bug, which a test finds.</exception>
    public string this[string key] => texts.TryGetValue(key, out var text) ? text : throw new KeyNotFoundException($"The words of '{locale}' have no '{key}'.");

    /// <summary>The text with its <c>{name}</c>s filled in.</summary>
    public string With(string key, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var text = this[key];
        foreach (var (name, value) in values) text = text.Replace($"{{{name}}}", Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return text;
    }
}

/// <summary>The words of all pages in all languages. The staff's are part of the program; the citizens' stand in <c>templates/&lt;locale&gt;/guide.yaml</c>.</summary>
public sealed class PhraseBook
{
    /// <summary>The languages of the staff's pages.</summary>
    public static IReadOnlyList<string> Locales { get; } = ["da", "cs", "en"];

    const string Fallback = "en";

    static readonly IDeserializer Yaml = new DeserializerBuilder().Build();

    readonly Dictionary<string, Phrases> _byLocale = [];

    public PhraseBook(ContentFolder templates)
    {
        foreach (var locale in Locales)
        {
            var texts = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var part in new[] { "shared", "studio", "administration" }) Add(texts, part, Embedded($"{part}.{locale}.yaml"));
            Add(texts, "guide", templates.Texts.GetValueOrDefault($"{locale}/guide.yaml") ?? "");
            _byLocale[locale] = new Phrases(locale, texts);
        }
    }

    public Phrases In(string locale) => _byLocale.GetValueOrDefault(locale) ?? _byLocale[Fallback];

    static void Add(Dictionary<string, string> texts, string part, string yaml)
    {
        foreach (var (key, text) in Yaml.Deserialize<Dictionary<string, string>?>(yaml) ?? []) texts.Add($"{part}.{key}", text);
    }

    static string Embedded(string name)
    {
        using var stream = typeof(PhraseBook).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The program lacks its words {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
