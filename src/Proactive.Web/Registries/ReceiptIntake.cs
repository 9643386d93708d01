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
        // What was signed lies in memory.
        var sent = new MemoryStream();
        await request.Body.CopyToAsync(sent, cancellation);
        try
        {
            return await Take(request.ContentType ?? "", sent.GetBuffer().AsMemory(0, (int)sent.Length), cancellation);
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
}

/// <summary>How receipts are checked and read.</summary>
/// <param name="Readers">Asked in this order; the first that knows the kind reads it.</param>
public sealed record Receipts(WebhookSignature Signature, IReadOnlyList<ReportReader> Readers)
{
    /// <summary>The largest receipt: a bounce that brings the whole mail back.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>Whoever knows the secret.</summary>
    public static Source Sender { get; } = new("receipts", "", []);
}
