using Proactive.Engine;
using Proactive.Engine.Storage;

namespace Proactive.Web.Administration.Rejected;

/// <summary>The events an act is about: as they were examined, or the oldest of those that were looked for.</summary>
static class Selection
{
    /// <summary>The form field with the ids of what was examined.</summary>
    public const string Ids = "ids";

    public const int Most = 1000;
    const int PerSecond = 100;

    /// <summary>The events, and whether there are more. Those that are gone meanwhile are left out.</summary>
    public static async Task<(IReadOnlyList<RejectedEvent> Events, bool More)> Of(Desk desk)
    {
        var ids = desk.Field(Ids).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().Take(Most).ToList();
        var search = RejectedSearch.Read(desk.Field);
        var source = ids.Count > 0 ? Named(desk, ids) : desk.Store.ListRejected(search.Query, desk.Cancellation);
        var events = await source.Take(Most + 1).ToListAsync(desk.Cancellation);
        return (events[..Math.Min(events.Count, Most)], events.Count > Most);
    }

    /// <summary>Takes them in again, not too many in a second, and says what came of them. What was begun is finished, also if nobody waits for it any more.</summary>
    public static async Task<Outlook> Replay(Desk desk, IReadOnlyList<RejectedEvent> events, string why)
    {
        var (pace, receipts) = (new Pace(PerSecond, desk.Clock), new List<Receipt>());
        foreach (var portion in events.Chunk(pace.Portion))
        {
            await pace.Wait(portion.Length, CancellationToken.None);
            foreach (var taken in portion) await desk.Audit("rejected-replayed", taken.Id, why);
            receipts.AddRange(await desk.Flow.ReceiveAgain(portion, released: true, CancellationToken.None));
        }

        return Outlook.Of(events, receipts);
    }

    static async IAsyncEnumerable<RejectedEvent> Named(Desk desk, List<string> ids)
    {
        foreach (var id in ids)
            if (await desk.Store.FindRejected(id, desk.Cancellation) is { } found) yield return found;
    }
}
