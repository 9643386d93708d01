using Proactive.Engine;
using Proactive.Engine.Events;
using Proactive.Engine.Storage;

namespace Proactive.Web.Administration.Rejected;

/// <summary>What comes, or would come, of events that are taken in again.</summary>
/// <param name="Rows">By why and of what type they were kept: how many ended in each way.</param>
public sealed record Outlook(IReadOnlyList<(RejectionReason Reason, string Type, IReadOnlyDictionary<ReceiptStatus, int> Counts)> Rows)
{
    // So that the answers need not all be in memory.
    const int Together = 256;

    public static async Task<Outlook> Of(Flow flow, IReadOnlyList<RejectedEvent> events, CancellationToken cancellation)
    {
        var receipts = new List<Receipt>();
        foreach (var chunk in events.Chunk(Together)) receipts.AddRange(await flow.Examine(chunk, cancellation));
        return Of(events, receipts);
    }

    public static Outlook Of(IEnumerable<RejectedEvent> events, IEnumerable<Receipt> receipts) => new(
    [
        .. events.Zip(receipts).GroupBy(e => (e.First.Rejection.Reason, Type: e.First.Type ?? "")).OrderByDescending(g => g.Count())
            .Select(g => (g.Key.Reason, g.Key.Type, (IReadOnlyDictionary<ReceiptStatus, int>)g.CountBy(e => e.Second.Status).ToDictionary())),
    ]);
}
