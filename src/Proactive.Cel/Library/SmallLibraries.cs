using Proactive.Cel.Parsing;

namespace Proactive.Cel.Library;

/// <summary>The extension libraries encoders (base64) and bindings (cel.bind).</summary>
static class SmallLibraries
{
    public static CelLibrary Encoders { get; } = new("encoders",
    [
        CelFunction.Global("base64.encode", (CelValue b) => Convert.ToBase64String(b.AsBytes.Span), CelType.String, CelType.Bytes),
        CelFunction.Global("base64.decode", Decode, CelType.Bytes),
    ]);

    public static CelLibrary Bindings { get; } = new("bindings", [],
    [
        new("cel.bind", 3, false, call => new BindNode(call.Span, StandardMacros.VariableName(call.Arguments[0]), call.Arguments[1], call.Arguments[2])),
    ]);

    // Padding may be left out.
    static CelValue Decode(string text)
    {
        var padded = text.PadRight((text.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length / 4 * 3];
        return Convert.TryFromBase64String(padded, bytes, out var length)
            ? CelValue.OfBytes(bytes.AsMemory(0, length))
            : CelValue.Failed("the text is no base64");
    }
}
