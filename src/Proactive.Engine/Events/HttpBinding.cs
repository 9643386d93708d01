using System.Text;
using System.Text.Json;

namespace Proactive.Engine.Events;

/// <summary>CloudEvents over HTTP: which of the three content modes a request is in, and binary mode turned into the JSON of structured mode.</summary>
public static class HttpBinding
{
    public enum Mode { Structured, Batch, Binary, Unsupported }

    /// <summary>The mode a content type stands for. The batch type is tried first: it begins with the structured one's name.</summary>
    public static Mode ModeOf(string? contentType, bool hasBinaryHeaders)
    {
        var type = (contentType ?? "").Split(';')[0].Trim().ToLowerInvariant();
        if (type.StartsWith("application/cloudevents-batch", StringComparison.Ordinal)) return type.EndsWith("+json", StringComparison.Ordinal) ? Mode.Batch : Mode.Unsupported;
        if (type.StartsWith("application/cloudevents", StringComparison.Ordinal)) return type.EndsWith("+json", StringComparison.Ordinal) ? Mode.Structured : Mode.Unsupported;
        if (type is "application/x-ndjson" or "application/jsonl") return Mode.Batch;
        return hasBinaryHeaders ? Mode.Binary : Mode.Unsupported;
    }

    /// <summary>
    /// The structured JSON of a binary-mode request: attributes from <c>ce-</c> headers, data from the body.
    /// A header that is not valid percent-encoded UTF-8 gives a rejection.
    /// </summary>
    public static (byte[] Json, Rejection? Rejection) Structure(IEnumerable<KeyValuePair<string, string>> headers, string? contentType, ReadOnlySpan<byte> body)
    {
        var text = new MemoryStream();
        using var json = new Utf8JsonWriter(text);
        json.WriteStartObject();
        Rejection? rejection = null;
        foreach (var (header, raw) in headers.Where(h => h.Key.StartsWith("ce-", StringComparison.OrdinalIgnoreCase)))
        {
            var name = header[3..].ToLowerInvariant();
            if (name is "data" or "datacontenttype") rejection ??= new Rejection(RejectionReason.InvalidAttribute, name, "must not be a ce- header; use Content-Type and the body");
            else if (TryDecode(raw, out var value)) json.WriteString(name, value);
            else rejection ??= new Rejection(RejectionReason.InvalidUtf8, name, "the header is not percent-encoded UTF-8");
        }

        if (contentType is not null) json.WriteString("datacontenttype", contentType);
        json.WritePropertyName("data");
        // The reader judges the body as it judges every other event.
        json.WriteRawValue(body.IsEmpty ? "null"u8 : body, skipInputValidation: true);
        json.WriteEndObject();
        json.Flush();
        return (text.ToArray(), rejection);
    }

    // HTTP binding 3.1.3.2: unquote, then one round of percent-decoding, then UTF-8.
    static bool TryDecode(string raw, out string value)
    {
        var text = raw.Trim();
        if (text.Length >= 2 && text[0] == '"' && text[^1] == '"') text = text[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                bytes.Add(Convert.ToByte(text.Substring(i + 1, 2), 16));
                i += 2;
            }
            else if (text[i] is >= '!' and <= '~' or ' ')
            {
                bytes.Add((byte)text[i]);
            }
            else
            {
                value = "";
                return false;
            }
        }

        try
        {
            value = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString([.. bytes]);
            return true;
        }
        catch (DecoderFallbackException)
        {
            value = "";
            return false;
        }
    }
}
