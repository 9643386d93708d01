using System.Buffers;

namespace Proactive.Channels.TextMessages;

/// <summary>How the characters of a text message are coded (3GPP TS 23.038): 7 bits for the alphabet of phones, or 16 bits for every other.</summary>
enum TextCoding { Gsm7, Ucs2 }

/// <summary>A text as phones get it.</summary>
/// <param name="Parts">The short messages it is sent as, each of which is paid for (3GPP TS 23.040).</param>
sealed record GsmText(string Text, TextCoding Coding, int Parts)
{
    const string Alphabet = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    const string Extension = "\f^{}\\[~]|€";

    static readonly SearchValues<char> Double = SearchValues.Create(Extension);
    static readonly SearchValues<char> All = SearchValues.Create(Alphabet + Extension);

    // Typography only, never a letter. One of these in a text would make it three times as dear, and nobody misses it.
    static readonly Dictionary<char, string> Plain = new()
    {
        ['‘'] = "'", ['’'] = "'", ['‚'] = "'", ['‛'] = "'", ['‹'] = "'", ['›'] = "'", ['′'] = "'", ['´'] = "'", ['`'] = "'",
        ['“'] = "\"", ['”'] = "\"", ['„'] = "\"", ['‟'] = "\"", ['«'] = "\"", ['»'] = "\"", ['″'] = "\"",
        ['‐'] = "-", ['‑'] = "-", ['‒'] = "-", ['–'] = "-", ['—'] = "-", ['―'] = "-", ['−'] = "-", ['•'] = "-", ['…'] = "...",
        ['\u00a0'] = " ", ['\u2002'] = " ", ['\u2003'] = " ", ['\u2007'] = " ", ['\u2009'] = " ", ['\u200a'] = " ", ['\u202f'] = " ", ['\u00ad'] = "",
    };

    /// <summary>
    /// Typography is written plainly if that is enough for the phones' alphabet. A letter beyond it is kept, and the whole text coded
    /// for it: a name without its accents is another name.
    /// </summary>
    public static GsmText Of(string text)
    {
        var plain = string.Concat(text.Select(c => Plain.TryGetValue(c, out var written) ? written : c.ToString()));
        return plain.AsSpan().ContainsAnyExcept(All)
            ? new GsmText(text, TextCoding.Ucs2, Count(Units(text), 70, 67))
            : new GsmText(plain, TextCoding.Gsm7, Count(plain.Select(c => Double.Contains(c) ? 2 : 1), 160, 153));
    }

    // What must stay together in one part: a pair of surrogates.
    static IEnumerable<int> Units(string text) => text.EnumerateRunes().Select(r => r.Utf16SequenceLength);

    // A character that takes two places is not divided over two parts, so a part may stay one short.
    static int Count(IEnumerable<int> lengths, int alone, int joined)
    {
        var (all, part, parts) = (0, 0, 1);
        foreach (var length in lengths)
        {
            all += length;
            if (part + length > joined) (part, parts) = (0, parts + 1);
            part += length;
        }

        return all <= alone ? 1 : parts;
    }

    // A record's generated text would print what the citizen is told.
    public override string ToString() => $"a text of {Parts} parts in {Coding}";
}
