using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Proactive.Channels.Letters;

/// <summary>
/// Takes out of a PDF what the library draws by chance, so that the same letter is the same bytes, and writes in that it follows
/// PDF/UA-1, which the library cannot say. Every replacement is as long as what was there: a PDF counts its own bytes.
/// </summary>
static partial class SteadyPdf
{
    const string FollowsPdfUa = """<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>""";

    public static byte[] Of(byte[] pdf)
    {
        // Latin-1 has a character for each byte.
        var text = Encoding.Latin1.GetString(pdf);
        text = Replaced(text, ChanceIds(), (_, ids) => FollowsPdfUa.PadRight(ids.Length));
        var tags = new Dictionary<string, string>();
        text = Replaced(text, FontTag(), (_, tag) => tags.TryGetValue(tag, out var steady) ? steady : tags[tag] = $"AAAAA{(char)('A' + tags.Count)}");
        text = Replaced(text, FileId(), (_, id) => new string('0', id.Length));
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.Latin1.GetBytes(text)).AsSpan(0, 16));
        return Encoding.Latin1.GetBytes(Replaced(text, FileId(), (_, id) => hash));
    }

    // Only the named group is replaced.
    static string Replaced(string text, Regex pattern, Func<Match, string, string> replacement)
    {
        var found = false;
        var replaced = pattern.Replace(text, match =>
        {
            found = true;
            var result = new StringBuilder(match.Value);
            foreach (var chance in match.Groups["chance"].Captures.Cast<Capture>().Reverse())
                result.Remove(chance.Index - match.Index, chance.Length).Insert(chance.Index - match.Index, replacement(match, chance.Value));
            return result.ToString();
        });
        if (!found || replaced.Length != text.Length) throw new InvalidOperationException("The PDF library writes its files in another way than expected.");
        return replaced;
    }

    [GeneratedRegex("""(?<chance><rdf:Description rdf:about="" xmlns:xmpMM=.*?</rdf:Description>)""", RegexOptions.Singleline)]
    private static partial Regex ChanceIds();

    [GeneratedRegex(@"/(?<chance>[A-Z]{6})\+(?=Liberation|DejaVu)")]
    private static partial Regex FontTag();

    [GeneratedRegex(@"/ID\s*\[<(?<chance>[0-9A-Fa-f]{32})>\s*<(?<chance>[0-9A-Fa-f]{32})>\]")]
    private static partial Regex FileId();
}
