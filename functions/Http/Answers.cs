using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Proactive.Engine;
using Proactive.Engine.Events;

namespace Proactive.Functions.Http;

/// <summary>What registries and gateways are answered; the same as by <c>proactive serve</c>, where that has an answer.</summary>
static class Answers
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <param name="events">For each event that was posted, in their order.</param>
    public static IResult Of(EventRequest request, IReadOnlyList<Receipt?> events)
    {
        if (!request.IsBatch) return events[0] is { } receipt ? Of(receipt) : Results.Json(Queued, Json, statusCode: StatusCodes.Status202Accepted);
        var status = events switch
        {
            _ when events.Any(r => r is { Status: ReceiptStatus.Rejected }) => StatusCodes.Status207MultiStatus,
            _ when events.Contains(null) => StatusCodes.Status202Accepted,
            _ => StatusCodes.Status200OK,
        };
        return Results.Json(events.Select(r => r is null ? Queued : EventAnswer.Of(r)), Json, statusCode: status);
    }

    public static IResult Refusal(Rejection rejection, string? rejectedId = null) => Results.Problem(
        statusCode: EventAnswer.StatusOf(rejection.Reason), title: rejection.Code, detail: rejection.Detail,
        extensions: new Dictionary<string, object?> { ["path"] = rejection.Path, ["rejectedId"] = rejectedId });

    public static IResult NoEvent() => Results.Problem(
        statusCode: StatusCodes.Status415UnsupportedMediaType, title: "Not a CloudEvent",
        detail: "Send application/cloudevents+json, application/cloudevents-batch+json, or JSON with ce- headers.");

    /// <summary>503: what was not answered for is not promised.</summary>
    public static IResult ComeAgain(HttpContext context, TimeSpan after)
    {
        context.Response.Headers.RetryAfter = after.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return Results.Problem(statusCode: StatusCodes.Status503ServiceUnavailable, title: "Come again", detail: "Nothing of this request is promised; send it again.");
    }

    public static IResult Counts(object counts) => Results.Json(counts, Json);

    static EventAnswer Queued { get; } = new("queued");

    static IResult Of(Receipt receipt) => receipt is { Status: ReceiptStatus.Rejected, Rejection: { } rejection }
        ? Refusal(rejection, receipt.RejectedId) : Results.Json(EventAnswer.Of(receipt), Json, statusCode: EventAnswer.StatusOf(receipt));
}
