using Proactive.Engine.Journeys;
using Proactive.Engine.Notices;
using Proactive.Engine.Storage;

namespace Proactive.Engine.Tests.Order;

/// <summary>What must hold of a citizen's file at any moment, whatever came.</summary>
static class Truthful
{
    public static void Check(CitizenFile file)
    {
        foreach (var journey in file.Journeys)
        {
            var notices = file.Notices.Where(n => n.JourneyId == journey.Id).ToList();
            var whole = notices.Where(n => n.Kind is NoticeKind.Start or NoticeKind.Change).ToList();
            if (journey.State == JourneyState.Active && journey.Steps.Any(s => s.State.IsOpen()))
                Assert.True(whole.Exists(n => n.State.IsWaiting() || (n.State.MayHaveArrived() && n.Revision == journey.Revision)), "nothing tells of the journey as it is now");
            if (journey.State != JourneyState.Active)
                Assert.DoesNotContain(notices, n => n.State.IsWaiting() && n.Kind is NoticeKind.Start or NoticeKind.Change or NoticeKind.Reminder);
            Assert.True(whole.Count(n => n.State.IsWaiting()) <= 1, "the same list is owed twice");
        }

        Assert.Equal(file.Notices.Length, file.Notices.Select(n => n.Id).Distinct().Count());
        Assert.Equal(file.Journeys.Length, file.Journeys.Select(j => j.Id).Distinct().Count());
        Assert.All(file.Notices.Where(n => n is { SentAt: not null, ToldIn: null }).GroupBy(n => n.SentAt!.Value.Date), day => Assert.True(day.Count() <= DueNotices.MaxPerDay));
    }
}
