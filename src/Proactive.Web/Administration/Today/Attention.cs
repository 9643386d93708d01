using Proactive.Engine.Notices;
using Proactive.Engine.Storage;

namespace Proactive.Web.Administration.Today;

/// <summary>What needs an administrator's attention now.</summary>
/// <param name="Due">Citizens with something due.</param>
/// <param name="Overdue">Of them, those who have waited for longer than <see cref="Patience"/>.</param>
/// <param name="Rejected">Kept events by the code of their reason.</param>
/// <param name="Dead">Notices that did not arrive today, by state.</param>
public sealed record Attention(
    Hold? Hold, int Due, int Overdue, IReadOnlyDictionary<string, int> Rejected, IReadOnlyDictionary<NoticeState, int> Dead, int Objections, DateOnly Today)
{
    /// <summary>How long something may be due before anybody has to look.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    /// <summary>More than this are not counted: a page is to be quick on the worst day.</summary>
    public const int CountedAtMost = 10_000;

    public bool IsCalm => Hold is null && Overdue == 0 && Rejected.Count == 0 && Dead.Values.Sum() == 0 && Objections == 0;

    internal static async Task<Attention> Gather(Desk desk)
    {
        var now = TimeZoneInfo.ConvertTime(desk.Now, desk.Clock.LocalTimeZone);
        var midnight = now - now.TimeOfDay;
        var dead = new Dictionary<NoticeState, int>();
        foreach (var state in Enum.GetValues<NoticeState>().Where(s => s.IsDead()))
            dead[state] = await desk.Store.SearchLog(new LogQuery(State: state, Since: midnight), desk.Cancellation).Take(CountedAtMost).CountAsync(desk.Cancellation);
        var rejected = await desk.Store.ListRejected(new RejectedQuery(), desk.Cancellation).Take(CountedAtMost).CountBy(r => r.Rejection.Code).ToDictionaryAsync(cancellationToken: desk.Cancellation);
        return new Attention(
            await desk.Flow.Holds.Current(desk.Cancellation), await desk.Store.CountDue(desk.Now, desk.Cancellation), await desk.Store.CountDue(desk.Now - Patience, desk.Cancellation),
            rejected, dead, (await desk.Flow.Citizens.Objections(desk.Cancellation)).Count, DateOnly.FromDateTime(now.DateTime));
    }
}
