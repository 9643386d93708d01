using System.Globalization;
using System.Text;

namespace Proactive.Cel.Library;

/// <summary>The conversion functions bool, int, uint, double, string, bytes, dyn and type.</summary>
static class Conversions
{
    static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);
    static readonly CelType AnyA = CelType.Parameter("A");

    public static IReadOnlyList<CelFunction> Functions { get; } =
    [
        CelFunction.Global("bool", (bool v) => v),
        CelFunction.Global("bool", ToBool, CelType.Bool),

        CelFunction.Global("int", (long v) => v),
        CelFunction.Global("int", (ulong v) => v <= long.MaxValue ? CelValue.Of((long)v) : OutOfRange("int"), CelType.Int),
        CelFunction.Global("int", (double v) => v is > long.MinValue and < long.MaxValue ? CelValue.Of((long)v) : OutOfRange("int"), CelType.Int),
        CelFunction.Global("int", (string v) => long.TryParse(v, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n)
            ? CelValue.Of(n) : NotA("int", v), CelType.Int),
        CelFunction.Global("int", (CelValue v) => v.Bits, CelType.Int, CelType.Timestamp),

        CelFunction.Global("uint", (ulong v) => v),
        CelFunction.Global("uint", (long v) => v >= 0 ? CelValue.Of((ulong)v) : OutOfRange("uint"), CelType.Uint),
        CelFunction.Global("uint", (double v) => v is >= 0 and < ulong.MaxValue ? CelValue.Of((ulong)v) : OutOfRange("uint"), CelType.Uint),
        CelFunction.Global("uint", (string v) => ulong.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            ? CelValue.Of(n) : NotA("uint", v), CelType.Uint),

        CelFunction.Global("double", (double v) => v),
        CelFunction.Global("double", (long v) => (double)v),
        CelFunction.Global("double", (ulong v) => (double)v),
        CelFunction.Global("double", (string v) => DoubleText.TryParse(v, out var n) ? CelValue.Of(n) : NotA("double", v), CelType.Double),

        CelFunction.Global("string", (string v) => v),
        CelFunction.Global("string", (bool v) => v ? "true" : "false"),
        CelFunction.Global("string", (long v) => v.ToString(CultureInfo.InvariantCulture)),
        CelFunction.Global("string", (ulong v) => v.ToString(CultureInfo.InvariantCulture)),
        CelFunction.Global("string", (double v) => DoubleText.Write(v)),
        CelFunction.Global("string", (CelValue v) => FromUtf8(v.AsBytes), CelType.String, CelType.Bytes),
        CelFunction.Global("string", (CelValue v) => TimeText.WriteTimestamp(v.Bits, v.Extra), CelType.String, CelType.Timestamp),
        CelFunction.Global("string", (CelValue v) => TimeText.WriteDuration(v.Bits), CelType.String, CelType.Duration),

        CelFunction.Global("bytes", (CelValue v) => v, CelType.Bytes, CelType.Bytes),
        CelFunction.Global("bytes", (string v) => CelValue.OfBytes(Encoding.UTF8.GetBytes(v)), CelType.Bytes),

        CelFunction.Global("dyn", (CelValue v) => v, CelType.Dyn, AnyA),
        CelFunction.Global("type", (CelValue v) => CelValue.Of(CelTypeTags.TypeOf(v)), CelType.TypeOf(CelType.Dyn), AnyA),
    ];

    static CelValue OutOfRange(string type) => CelValue.Failed($"range error: the number is no {type}");

    static CelValue NotA(string type, string text) => CelValue.Failed($"type conversion error: '{text}' is no {type}");

    static CelValue ToBool(string text) => text switch
    {
        "1" or "t" or "true" or "TRUE" or "True" => CelValue.True,
        "0" or "f" or "false" or "FALSE" or "False" => CelValue.False,
        _ => NotA("bool", text),
    };

    static CelValue FromUtf8(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return CelValue.Of(StrictUtf8.GetString(bytes.Span));
        }
        catch (DecoderFallbackException)
        {
            return CelValue.Failed("the bytes are invalid UTF-8");
        }
    }
}
