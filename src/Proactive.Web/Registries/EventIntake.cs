using Microsoft.AspNetCore.Http;
using Proactive.Engine;
using Proactive.Engine.Events;
using Proactive.Engine.Storage;
using Proactive.Web.Background;
using Proactive.Web.Entrance;
using Proactive.Web.Studio;

namespace Proactive.Web.Registries;

/// <summary><c>POST /events</c>: CloudEvents over HTTP, structured, batch or binary. A success is answered only after the event and all it caused are durable.</summary>
sealed class EventIntake(Intake intake, RecentEvents recent, RuleBooks rules, Refusals refusals, Trouble trouble)
{
    const int SecondsUntilRoom = 1;
    const int SecondsUntilStore = 5;

    /// <summary>The largest request, which may carry many events; a single event has <see cref="EventReader.MaxBytes"/>.</summary>
    public const int MaxBatchBytes = 8 * 1024 * 1024;

    public async Task<IResult> Receive(HttpRequest request, CancellationToken cancellation)
    {
        // Before the body is read: whoever has to come again should not have to send it twice.
        if (!intake.HasRoom) return new Later(SecondsUntilRoom, "More events are waiting than can be taken in.");
        try
        {
            return await Read(request, cancellation);
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or IOException or BadHttpRequestException))
        {
            // Nothing was promised, so the sender comes again.
            trouble.Tell("An event was not taken in", failure);
            return new Later(SecondsUntilStore, "The event could not be stored.");
        }
    }

    async Task<IResult> Read(HttpRequest request, CancellationToken cancellation)
    {
        var hasBinaryHeaders = request.Headers.Keys.Any(k => k.StartsWith("ce-", StringComparison.OrdinalIgnoreCase));
        switch (HttpBinding.ModeOf(request.ContentType, hasBinaryHeaders))
        {
            case HttpBinding.Mode.Batch:
                return await ReceiveBatch(request, cancellation);
            case HttpBinding.Mode.Structured:
                return await ReceiveOne(request, await ReadOne(request.Body, cancellation), cancellation);
            case HttpBinding.Mode.Binary:
                var headers = request.Headers.Select(h => KeyValuePair.Create(h.Key, h.Value.ToString()));
                var (json, rejection) = HttpBinding.Structure(headers, request.ContentType, (await ReadOne(request.Body, cancellation)).Span);
                return rejection is null ? await ReceiveOne(request, json, cancellation) : Refusal(rejection, null);
            default:
                return Results.Problem(statusCode: StatusCodes.Status415UnsupportedMediaType, title: "Not a CloudEvent",
                    detail: "Send application/cloudevents+json, application/cloudevents-batch+json, or JSON with ce- headers.");
        }
    }

    async Task<IResult> ReceiveOne(HttpRequest request, ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        var sender = SenderOf(request);
        if (SourceAttribute.MayBeFrom(sender, payload.Span, rules)) return Answer(await Take(payload, cancellation));
        await refusals.Note(sender, cancellation);
        return Results.Problem(statusCode: StatusCodes.Status403Forbidden);
    }

    async Task<IResult> ReceiveBatch(HttpRequest request, CancellationToken cancellation)
    {
        var sender = SenderOf(request);
        var waiting = new List<Task<Receipt>?>();
        await foreach (var payload in EventStream.Split(request.Body, cancellation)) waiting.Add(SourceAttribute.MayBeFrom(sender, payload.Span, rules) ? Take(payload, cancellation) : null);
        if (waiting.Contains(null)) await refusals.Note(sender, cancellation);
        await Task.WhenAll(waiting.OfType<Task<Receipt>>());
        var receipts = waiting.Select(w => w?.Result).ToList();
        var status = receipts.All(r => r is { Status: not ReceiptStatus.Rejected }) ? StatusCodes.Status200OK : StatusCodes.Status207MultiStatus;
        return Results.Json(receipts.Select(r => r is null ? new EventAnswer("refused") : EventAnswer.Of(r)), statusCode: status);
    }

    async Task<Receipt> Take(ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        var receipt = await intake.Receive(payload, cancellation);
        if (receipt.Status == ReceiptStatus.Accepted) recent.Note(payload);
        return receipt;
    }

    static Source SenderOf(HttpRequest request) => request.HttpContext.Features.Get<Source>() ?? throw new InvalidOperationException("Nobody looked who is sending.");

    static IResult Answer(Receipt receipt) =>
        receipt is { Status: ReceiptStatus.Rejected, Rejection: { } rejection } ? Refusal(rejection, receipt.RejectedId) : Results.Json(EventAnswer.Of(receipt), statusCode: EventAnswer.StatusOf(receipt));

    static IResult Refusal(Rejection rejection, string? rejectedId) => Results.Problem(
        statusCode: EventAnswer.StatusOf(rejection.Reason), title: rejection.Code, detail: rejection.Detail,
        extensions: new Dictionary<string, object?> { ["path"] = rejection.Path, ["rejectedId"] = rejectedId });

    // One byte over the limit is enough to know that it is too large.
    static async Task<ReadOnlyMemory<byte>> ReadOne(Stream body, CancellationToken cancellation)
    {
        var buffer = new byte[EventReader.MaxBytes + 1];
        return buffer.AsMemory(0, await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation));
    }
}
