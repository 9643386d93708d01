using Microsoft.AspNetCore.Http;
using Proactive.Engine;
using Proactive.Engine.Delivery;
using Proactive.Engine.Storage;
using Proactive.Web.Background;

namespace Proactive.Web.Registries;

/// <summary><c>POST /receipts</c>: what relays and gateways say later about deliveries, signed as Standard Webhooks says. A success is answered only after its effect is durable.</summary>
sealed class ReceiptIntake(Flow flow, Receipts receipts, TimeProvider clock, Trouble trouble)
{
    const int SecondsUntilStore = 5;

    public async Task<IResult> Receive(HttpRequest request, CancellationToken cancellation)
    {
        var body = new byte[Receipts.MaxBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellation);
        if (length > Receipts.MaxBytes) return Results.Problem(statusCode: StatusCodes.Status413PayloadTooLarge, title: "Too large", detail: $"A receipt has at most {Receipts.MaxBytes / 1024} KB.");
        string? Header(string name) => request.Headers[name] is [{ } value] ? value : null;
        var sent = body.AsMemory(0, length);
        var check = receipts.Signature.Check(Header(WebhookSignature.IdHeader), Header(WebhookSignature.TimestampHeader), Header(WebhookSignature.SignatureHeader), sent.Span, clock.GetUtcNow());
        if (check != WebhookCheck.Genuine) return Results.Problem(statusCode: StatusCodes.Status401Unauthorized, title: "Not signed", detail: Why(check));
        try
        {
            return await Take(request.ContentType ?? "", sent, cancellation);
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or IOException or BadHttpRequestException))
        {
            trouble.Tell("A receipt was not taken in", failure);
            return new Later(SecondsUntilStore, "The receipt could not be stored.");
        }
    }

    async Task<IResult> Take(string contentType, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var read = receipts.Readers.Select(reader => reader(contentType, body, clock.GetUtcNow())).FirstOrDefault(r => r is not null);
        if (read is null) return Results.Problem(statusCode: StatusCodes.Status415UnsupportedMediaType, title: "Not a receipt", detail: "Send a delivery status notification (RFC 3464) as message/rfc822 or multipart/report, or a gateway's JSON.");
        if (read.Problem is { } problem) return Results.Problem(statusCode: StatusCodes.Status400BadRequest, title: "Not readable", detail: problem);
        var effects = new List<ReportEffect>();
        foreach (var report in read.Reports) effects.Add(await flow.Report(report, cancellation));
        return Results.Json(new { applied = effects.Count(e => e == ReportEffect.Applied), known = effects.Count(e => e == ReportEffect.None), kept = effects.Count(e => e == ReportEffect.TooEarly) });
    }

    static string Why(WebhookCheck check) => check switch
    {
        WebhookCheck.HeadersMissing => $"The headers {WebhookSignature.IdHeader}, {WebhookSignature.TimestampHeader} and {WebhookSignature.SignatureHeader} are needed, each once.",
        WebhookCheck.HeadersMalformed => "A header of the signature cannot be read.",
        WebhookCheck.TooOld or WebhookCheck.TooEarly => "The time in the headers is too far from ours.",
        _ => "The signature does not fit the body.",
    };
}

/// <summary>How receipts are checked and read.</summary>
/// <param name="Readers">Asked in this order; the first that knows the kind reads it.</param>
public sealed record Receipts(WebhookSignature Signature, IReadOnlyList<ReportReader> Readers)
{
    /// <summary>The largest receipt: a bounce that brings the whole mail back.</summary>
    public const int MaxBytes = 1024 * 1024;
}
