namespace Proactive.Engine.Rules;

/// <summary>A text in several languages, by language code.</summary>
public sealed class LocalizedText(IReadOnlyDictionary<string, string> texts)
{
    public static LocalizedText None { get; } = new(new Dictionary<string, string>());

    public IEnumerable<string> Languages => texts.Keys;

    /// <summary>The text in <paramref name="language"/>, else in the first language it has; empty if it has none.</summary>
    public string In(string language) => texts.TryGetValue(language, out var text) ? text : texts.Values.FirstOrDefault("");
}
