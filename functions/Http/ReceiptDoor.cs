using Microsoft.AspNetCore.Http;
using Proactive.Channels.Email;
using Proactive.Channels.Gateways;
using Proactive.Engine;
using Proactive.Engine.Delivery;
using Proactive.Engine.Storage;

namespace Proactive.Functions.Http;

/// <summary>Where receipts and bounces come in, signed as Standard Webhooks says.</summary>
/// <param name="signature">Null: no secret was agreed upon, so there is no such door.</param>
public sealed class ReceiptDoor(Flow flow, WebhookSignature? signature, TimeProvider clock)
{
    /// <summary>The largest receipt: a bounce that brings the whole mail back.</summary>
    const int MaxBytes = 1024 * 1024;

    static readonly IReadOnlyList<ReportReader> Readers = [BounceReport.Read, GatewayReceipt.Read];

    /// <summary>A success is answered after the effect is durable; the same receipt again has none.</summary>
    public async Task<IResult> Receive(HttpRequest request, CancellationToken cancellation)
    {
        if (signature is null) return Results.NotFound();
        if (await Read(request, cancellation) is not { } body) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        string? Header(string name) => request.Headers[name] is [{ Length: > 0 } value] ? value : null;
        // Whoever is turned away does not learn why.
        return signature.Check(Header(WebhookSignature.IdHeader), Header(WebhookSignature.TimestampHeader), Header(WebhookSignature.SignatureHeader), body.Span, clock.GetUtcNow()) == WebhookCheck.Genuine
            ? await Take(request.ContentType ?? "", body, cancellation) : Results.Unauthorized();
    }

    async Task<IResult> Take(string contentType, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var read = Readers.Select(reader => reader(contentType, body, clock.GetUtcNow())).FirstOrDefault(r => r is not null);
        if (read is null) return Results.Problem(statusCode: StatusCodes.Status415UnsupportedMediaType, title: "Not a receipt", detail: "Send a delivery status notification (RFC 3464) as message/rfc822 or multipart/report, or a gateway's JSON.");
        if (read.Problem is { } problem) return Results.Problem(statusCode: StatusCodes.Status400BadRequest, title: "Not readable", detail: problem);
        var effects = new List<ReportEffect>();
        foreach (var report in read.Reports) effects.Add(await flow.Report(report, cancellation));
        return Answers.Counts(new { applied = effects.Count(e => e == ReportEffect.Applied), known = effects.Count(e => e == ReportEffect.None), kept = effects.Count(e => e == ReportEffect.TooEarly) });
    }

    // Null: too large.
    static async Task<ReadOnlyMemory<byte>?> Read(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength > MaxBytes) return null;
        var body = new byte[request.ContentLength is { } length ? (int)length + 1 : MaxBytes + 1];
        var read = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellation);
        if (read > MaxBytes) return null;
        return body.AsMemory(0, read);
    }
}
