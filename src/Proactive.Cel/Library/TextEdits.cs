using System.Text;
using Proactive.Cel.Evaluation;

namespace Proactive.Cel.Library;

/// <summary>replace, split and join.</summary>
static class TextEdits
{
    public static CelValue Replace(string text, string old, string with, long limit)
    {
        if (limit == 0)
            return CelValue.Of(text);
        var most = limit < 0 ? int.MaxValue : (int)Math.Min(limit, int.MaxValue);
        var result = new StringBuilder();
        var (position, copied) = (0, 0);
        for (var count = 0; count < most; count++)
        {
            var found = text.IndexOf(old, position, StringComparison.Ordinal);
            if (found < 0)
                break;
            result.Append(text, copied, found - copied).Append(with);
            if (Sizes.Problem(result.Length + (long)text.Length) is { } problem)
                return problem;
            copied = found + old.Length;
            // An empty text is found before each character and at the end.
            position = old.Length > 0 ? copied : found + (found < text.Length ? CodePoints.At(text, found).Length : 1);
            if (position > text.Length)
                break;
        }
        return CelValue.Of(result.Append(text, copied, text.Length - copied).ToString());
    }

    public static CelValue Split(string text, string separator, long limit)
    {
        if (limit == 0)
            return CelValue.Of(Array.Empty<CelValue>());
        var most = limit < 0 ? int.MaxValue : (int)Math.Min(limit, int.MaxValue);
        var parts = separator.Length == 0 ? Characters(text, most) : text.Split(separator, most);
        return CelValue.Of(Array.ConvertAll(parts, CelValue.Of));
    }

    public static CelValue Join(IReadOnlyList<CelValue> parts, string separator)
    {
        var result = new StringBuilder();
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i].Kind != CelKind.String)
                return CelValue.Failed($"no such overload: join of {CelTypeTags.TypeOf(parts[i])}");
            if (i > 0)
                result.Append(separator);
            result.Append(parts[i].AsString);
            if (Sizes.Problem(result.Length) is { } problem)
                return problem;
        }
        return CelValue.Of(result.ToString());
    }

    static string[] Characters(string text, int most)
    {
        var parts = new List<string>();
        var position = 0;
        while (position < text.Length && parts.Count < most - 1)
        {
            parts.Add(CodePoints.At(text, position));
            position += parts[^1].Length;
        }
        if (position < text.Length)
            parts.Add(text[position..]);
        return [.. parts];
    }
}
