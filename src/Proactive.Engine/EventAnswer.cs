using Proactive.Engine.Events;

namespace Proactive.Engine;

/// <summary>What became of one event, as a registry is told over HTTP.</summary>
/// <param name="Status">accepted, duplicate, held, rejected; refused: its <c>source</c> is not the sender's; queued: it is durable and will be taken in.</param>
/// <param name="Key">Of the event, by which it is known when it comes again.</param>
/// <param name="Reason">Why it was rejected or is held.</param>
/// <param name="Path">Where in the event.</param>
/// <param name="RejectedId">Under which it is kept.</param>
public sealed record EventAnswer(string Status, string? Key = null, string? Reason = null, string? Path = null, string? Detail = null, string? RejectedId = null)
{
    public static EventAnswer Of(Receipt receipt) => new(
        receipt.Status.ToString().ToLowerInvariant(), receipt.EventKey, receipt.Rejection?.Code, receipt.Rejection?.Path, receipt.Rejection?.Detail, receipt.RejectedId);

    /// <summary>The HTTP status for an event that came alone.</summary>
    public static int StatusOf(Receipt receipt) => receipt.Status switch
    {
        ReceiptStatus.Accepted => 201,
        ReceiptStatus.Duplicate => 200,
        ReceiptStatus.Held => 202,
        _ => StatusOf(receipt.Rejection!.Reason),
    };

    /// <summary>The HTTP status for an event that was rejected.</summary>
    public static int StatusOf(RejectionReason reason) => reason switch
    {
        RejectionReason.TooLarge => 413,
        RejectionReason.UnsupportedContent => 415,
        RejectionReason.Conflict => 409,
        RejectionReason.AbsurdDate or RejectionReason.RuleError or RejectionReason.NoRecipient or RejectionReason.UnknownType => 422,
        RejectionReason.InternalError => 500,
        _ => 400,
    };
}
