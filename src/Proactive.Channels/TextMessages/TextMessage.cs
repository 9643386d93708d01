using System.Text;
using System.Text.RegularExpressions;
using Proactive.Engine.Citizens;
using Proactive.Engine.Rendering;

namespace Proactive.Channels.TextMessages;

/// <summary>A notice as a text message, the same whether a gateway or a folder takes it.</summary>
/// <param name="Id">The notice's, by which the gateway knows a repetition.</param>
/// <param name="To">The number in international form, digits after a plus (E.164).</param>
sealed partial record TextMessage(string Id, string To, GsmText Text, string Reference)
{
    /// <summary>The message, or why it can be none.</summary>
    public static (TextMessage? Message, string? Refusal) Of(Message message, Person person, int maxParts)
    {
        if (person.Phone is not { } phone || !Number().IsMatch(phone)) return (null, "invalid-number");
        var text = Clean(message.Text);
        if (text.Length == 0) return (null, "has-no-text");
        if (text.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029')) return (null, "has-a-control-character");
        // People are told never to follow a link in a text message from an authority; ours must not teach them to.
        if (Link().IsMatch(text)) return (null, "has-a-link");
        var coded = GsmText.Of(text);
        return coded.Parts > maxParts ? (null, "too-many-parts") : (new TextMessage(message.NoticeId, phone, coded, message.Reference), null);
    }

    // A record's generated text would print the number.
    public override string ToString() => "a text message";

    // Composed letters, so that å is one character of the phones' alphabet; none that turns the line around or is not seen. Half a surrogate pair becomes U+FFFD.
    static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes().Where(r => !Steers(r.Value))) clean.Append(rune.ToString());
        return clean.ToString().Normalize(NormalizationForm.FormC).Trim(' ');
    }

    static bool Steers(int rune) => rune is 0x061C or 0x200B or 0x200E or 0x200F or 0x2060 or 0xFEFF or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    // With a scheme, with www, or a name that phones would make a link of: the endings that Danish, Czech and British authorities and those who imitate them use.
    [GeneratedRegex(@"[a-z][a-z0-9+.-]*://|\bwww\.|[\w-]\.(?:dk|cz|uk|eu|com|net|org|info|gov|io|ly|link|app|xyz|top|online|site|shop)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Link();
}
