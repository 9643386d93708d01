using System.Globalization;
using Proactive.Cel.Evaluation;

namespace Proactive.Cel.Library;

/// <summary>The extension library strings: positions count code points.</summary>
static class StringFunctions
{
    public static IReadOnlyList<CelFunction> Functions { get; } =
    [
        CelFunction.Member("charAt", CharAt, CelType.String),
        CelFunction.Member("indexOf", (string s, string part) => IndexOf(s, part, 0), CelType.Int).Searching(),
        CelFunction.Member("indexOf", IndexOf, CelType.Int).Searching(),
        CelFunction.Member("lastIndexOf", (string s, string part) => LastIndexOf(s, part, CodePoints.Count(s)), CelType.Int).Searching(),
        CelFunction.Member("lastIndexOf", LastIndexOf, CelType.Int).Searching(),
        CelFunction.Member("substring", (string s, long start) => Substring(s, start, CodePoints.Count(s)), CelType.String),
        CelFunction.Member("substring", Substring, CelType.String),
        CelFunction.Member("lowerAscii", (string s) => MapAscii(s, char.IsAsciiLetterUpper, char.ToLowerInvariant)),
        CelFunction.Member("upperAscii", (string s) => MapAscii(s, char.IsAsciiLetterLower, char.ToUpperInvariant)),
        CelFunction.Member("trim", (string s) => s.Trim()),
        CelFunction.Member("reverse", (string s) => string.Concat(s.EnumerateRunes().Reverse())),
        CelFunction.Member("replace", (string s, string old, string with) => TextEdits.Replace(s, old, with, -1), CelType.String).Searching(),
        CelFunction.Member("replace", TextEdits.Replace, CelType.String).Searching(),
        CelFunction.Member("split", (string s, string separator) => TextEdits.Split(s, separator, -1), CelType.List(CelType.String)).Searching(),
        CelFunction.Member("split", TextEdits.Split, CelType.List(CelType.String)).Searching(),
        CelFunction.Member("join", (IReadOnlyList<CelValue> l) => TextEdits.Join(l, ""), CelType.String, CelType.List(CelType.String)).Searching(),
        CelFunction.Member("join", TextEdits.Join, CelType.String, CelType.List(CelType.String), CelType.String).Searching(),
        CelFunction.Member("format", TextFormat.Format, CelType.String),
        CelFunction.Global("strings.quote", (string s) => Sizes.Text(s.Length * 2L, () => Quotes.Quote(s)), CelType.String),
    ];

    static string MapAscii(string text, Func<char, bool> isMapped, Func<char, char> map) =>
        string.Create(text.Length, (text, isMapped, map), static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++)
                to[i] = from.isMapped(from.text[i]) ? from.map(from.text[i]) : from.text[i];
        });

    static CelValue OutOfRange(long index) =>
        CelValue.Failed($"index out of range: {index.ToString(CultureInfo.InvariantCulture)}");

    // Where in the UTF-16 text a code point begins, -1 outside of it; the end of the text is not outside.
    static int Position(string text, long codePoint) => codePoint < 0 ? -1 : CodePoints.IndexOf(text, codePoint);

    static CelValue CharAt(string text, long index)
    {
        var at = Position(text, index);
        return at < 0 ? OutOfRange(index) : CelValue.Of(at == text.Length ? "" : CodePoints.At(text, at));
    }

    static CelValue IndexOf(string text, string part, long from)
    {
        var start = Position(text, from);
        if (start < 0)
            return OutOfRange(from);
        var found = text.IndexOf(part, start, StringComparison.Ordinal);
        return CelValue.Of(found < 0 ? -1L : from + CodePoints.Count(text[start..found]));
    }

    static CelValue LastIndexOf(string text, string part, long from)
    {
        var start = Position(text, from);
        if (start < 0)
            return OutOfRange(from);
        if (part.Length == 0)
            return CelValue.Of(from);
        // The part may reach beyond the position it must begin at.
        var end = (int)Math.Min(start + (long)part.Length, text.Length);
        var found = text.AsSpan(0, end).LastIndexOf(part, StringComparison.Ordinal);
        return CelValue.Of(found < 0 ? -1L : CodePoints.Count(text[..found]));
    }

    static CelValue Substring(string text, long start, long end)
    {
        var (from, to) = (Position(text, start), Position(text, end));
        if (from < 0 || to < 0)
            return OutOfRange(from < 0 ? start : end);
        return from <= to
            ? CelValue.Of(text[from..to])
            : CelValue.Failed(string.Create(CultureInfo.InvariantCulture, $"invalid substring range. start: {start}, end: {end}"));
    }
}
