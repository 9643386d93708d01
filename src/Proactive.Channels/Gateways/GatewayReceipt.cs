using System.Globalization;
using System.Net.Mime;
using System.Text.Json;
using System.Text.RegularExpressions;
using Proactive.Engine.Delivery;
using Proactive.Engine.Rules;

namespace Proactive.Channels.Gateways;

/// <summary>
/// Reads what a gateway or a print provider says later about a message: <c>{"id": …, "channel": …, "status": …, "code": …, "at": …}</c>.
/// Without a channel it is about a text message; the code is the network's and may be missing; the time says its offset. Other members
/// are left unread.
/// </summary>
public static partial class GatewayReceipt
{
    const int MaxBytes = 20 * 1024;

    static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    // RFC 3463: delivery time expired. The phone was off for as long as the network keeps a message, which says nothing of the number.
    const string Expired = "4.4.7";

    // Null: nothing that is not known since the message was handed over.
    static readonly Dictionary<string, ReportedResult?> Results = new()
    {
        ["sent"] = null,
        ["buffered"] = ReportedResult.Delayed,
        ["delivered"] = ReportedResult.Delivered,
        ["failed"] = ReportedResult.Bounced,
        ["rejected"] = ReportedResult.Bounced,
        ["expired"] = ReportedResult.Bounced,
        // A letter that the post brought back.
        ["returned"] = ReportedResult.Bounced,
    };

    /// <summary>A <see cref="ReportReader"/>: takes JSON, and files that begin with a brace.</summary>
    public static ReportRead? Read(string contentType, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        if (!IsOurs(contentType, body.Span)) return null;
        if (body.Length > MaxBytes) return ReportRead.Unreadable($"the receipt is larger than {MaxBytes / 1024} KB");
        try
        {
            using var json = JsonDocument.Parse(body, Strict);
            return json.RootElement.ValueKind == JsonValueKind.Object ? Read(json.RootElement) : ReportRead.Unreadable("the receipt is not a JSON object");
        }
        // Text with half a surrogate pair is told only when it is read, and by this.
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return ReportRead.Unreadable("the receipt is not JSON in which every name stands once");
        }
    }

    static ReportRead Read(JsonElement receipt)
    {
        if (Text(receipt, "id") is not { } id || !NoticeId().IsMatch(id)) return ReportRead.Unreadable("'id' is not the id of a message that was handed over");
        if (Text(receipt, "status") is not { } status || !Results.TryGetValue(status, out var result)) return ReportRead.Unreadable($"'status' is none of {string.Join(", ", Results.Keys)}");
        var channel = receipt.TryGetProperty("channel", out _) ? Text(receipt, "channel") : ChannelName.TextMessage;
        if (channel is not (ChannelName.TextMessage or ChannelName.Letter or ChannelName.DigitalPost)) return ReportRead.Unreadable($"'channel' is none of {ChannelName.TextMessage}, {ChannelName.Letter}, {ChannelName.DigitalPost}");
        if (Text(receipt, "at") is not { } text || Time(text) is not { } at) return ReportRead.Unreadable("'at' is not a time with its offset, such as 2026-11-21T10:30:00+01:00");
        var code = Text(receipt, "code");
        if (receipt.TryGetProperty("code", out var given) && given.ValueKind != JsonValueKind.Null && (code is null || !Code().IsMatch(code)))
            return ReportRead.Unreadable("'code' is not a short text of letters, digits, dots and hyphens");
        var detail = status == "expired" ? Expired : code is null ? status : $"{status}-{code}";
        return new ReportRead(result is { } known ? [new DeliveryReport(id, channel, known, detail, at)] : []);
    }

    static bool IsOurs(string contentType, ReadOnlySpan<byte> body) => contentType.Length == 0
        ? body.TrimStart(" \t\r\n"u8) is [(byte)'{', ..]
        : contentType.Split(';')[0].Trim().Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase);

    static string? Text(JsonElement receipt, string name) => receipt.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // Without an offset it would be another moment on every machine.
    static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    [GeneratedRegex(@"^[0-9a-f]{32}\z")]
    private static partial Regex NoticeId();

    // Goes into the delivery log, so nothing as long as a telephone number.
    [GeneratedRegex(@"^(?!.*[0-9]{7})[A-Za-z0-9.-]{1,32}\z")]
    private static partial Regex Code();
}
