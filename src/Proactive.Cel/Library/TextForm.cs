using System.Text;
using System.Text.RegularExpressions;

namespace Proactive.Cel.Library;

/// <summary>Values as %s shows them: no quotes, map entries sorted by key.</summary>
static partial class TextForm
{
    [GeneratedRegex("\uFFFD+")]
    private static partial Regex InvalidRun();

    /// <summary>The text, null if the value is of a kind that has none.</summary>
    public static string? Of(CelValue value) => value.Kind switch
    {
        CelKind.String => value.AsString,
        CelKind.Bytes => InvalidRun().Replace(Encoding.UTF8.GetString(value.AsBytes.Span), "\uFFFD"),
        CelKind.Uint => value.AsUint.ToString(System.Globalization.CultureInfo.InvariantCulture),
        CelKind.Double => DoubleDigits.NotFinite(value.AsDouble) ?? DoubleText.WriteDecimal(value.AsDouble),
        CelKind.Timestamp => TimeText.WriteTimestamp(value.Bits, value.Extra),
        CelKind.Duration => TimeText.WriteDuration(value.Bits),
        CelKind.Date => value.AsDate.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        CelKind.List => value.AsList.Select(Of).ToList() is var elements && elements.Contains(null) ? null : $"[{string.Join(", ", elements)}]",
        CelKind.Map => MapText(value.AsMap),
        CelKind.Null or CelKind.Bool or CelKind.Int or CelKind.Type or CelKind.Period => value.ToString(),
        _ => null,
    };

    static string? MapText(CelMap map)
    {
        var entries = map.Select(e => (Key: Of(e.Key), Value: Of(e.Value))).ToList();
        if (entries.Exists(e => e.Key is null || e.Value is null))
            return null;
        return $"{{{string.Join(", ", entries.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => $"{e.Key}: {e.Value}"))}}}";
    }
}
