using System.Globalization;
using System.Text;
using Proactive.Cel.Library;

namespace Proactive.Cel;

public readonly partial struct CelValue
{
    /// <summary>The value as a literal of the language where it has one, for people to read.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        WriteTo(text);
        return text.ToString();
    }

    internal StringBuilder WriteTo(StringBuilder text) => Tag switch
    {
        CelKind.String => Quotes.Write(text, AsString),
        CelKind.List => WriteList(text, AsList),
        CelKind.Record => AsRecord.WriteTo(text),
        _ => text.Append(OtherText()),
    };

    static StringBuilder WriteList(StringBuilder text, IReadOnlyList<CelValue> values)
    {
        text.Append('[');
        for (var i = 0; i < values.Count; i++) values[i].WriteTo(i == 0 ? text : text.Append(", "));
        return text.Append(']');
    }

    string OtherText() => Tag switch
    {
        CelKind.Absent => "absent",
        CelKind.Null => "null",
        CelKind.Bool => AsBool ? "true" : "false",
        CelKind.Int => Bits.ToString(CultureInfo.InvariantCulture),
        CelKind.Uint => AsUint.ToString(CultureInfo.InvariantCulture) + "u",
        CelKind.Double => DoubleLiteral(AsDouble),
        CelKind.Bytes => "b" + Quotes.Quote(Encoding.UTF8.GetString(AsBytes.Span)),
        CelKind.Map => $"{{{string.Join(", ", AsMap.Select(e => $"{e.Key}: {e.Value}"))}}}",
        CelKind.Timestamp => $"timestamp(\"{TimeText.WriteTimestamp(Bits, Extra)}\")",
        CelKind.Duration => $"duration(\"{TimeText.WriteDuration(Bits)}\")",
        CelKind.Type => AsType.RuntimeName,
        CelKind.Optional => AsOptional is { } value ? $"optional.of({value})" : "optional.none()",
        CelKind.Date => $"date(\"{AsDate.ToString("O", CultureInfo.InvariantCulture)}\")",
        CelKind.Period => AsPeriod.ToString(),
        CelKind.Error => $"error: {AsError.Message}",
        _ => throw new System.Diagnostics.UnreachableException($"The kind {Tag} has no text."),
    };

    static string DoubleLiteral(double value)
    {
        var text = DoubleText.Write(value);
        return text.All(c => char.IsAsciiDigit(c) || c == '-') ? text + ".0" : text;
    }
}
