using System.Text;

namespace Proactive.Cel.Evaluation;

/// <summary>Strings as sequences of code points, which is what the language counts and orders, over .NET's UTF-16.</summary>
static class CodePoints
{
    public static int Count(string text)
    {
        var pairs = 0;
        for (var i = 0; i < text.Length; i++)
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                pairs++;
        return text.Length - pairs;
    }

    /// <summary>The UTF-16 index of a code point; the length of the text for the one past the end, -1 beyond.</summary>
    public static int IndexOf(string text, long codePoint)
    {
        var i = 0;
        for (; codePoint > 0 && i < text.Length; codePoint--)
            i += char.IsSurrogatePair(text, i) ? 2 : 1;
        return codePoint == 0 ? i : -1;
    }

    /// <summary>The character that begins at a UTF-16 index.</summary>
    public static string At(string text, int index) => text.Substring(index, Rune.TryGetRuneAt(text, index, out var rune) ? rune.Utf16SequenceLength : 1);

    /// <summary>Order by code point: surrogates, which UTF-16 puts below U+E000, come last.</summary>
    public static int Compare(string left, string right)
    {
        var length = Math.Min(left.Length, right.Length);
        for (var i = 0; i < length; i++)
            if (left[i] != right[i])
                return char.IsSurrogate(left[i]) != char.IsSurrogate(right[i])
                    ? char.IsSurrogate(left[i]) ? 1 : -1
                    : left[i].CompareTo(right[i]);
        return left.Length.CompareTo(right.Length);
    }
}
