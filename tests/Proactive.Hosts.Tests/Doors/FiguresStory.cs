using System.Globalization;
using Proactive.Engine.Oversight;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>Figures of a few months, made up and the same each time.</summary>
static class FiguresStory
{
    static readonly string[] Guides = ["dk/moving", "dk/birth", "cz/job-loss"];

    public static async Task Count(DoorHost host)
    {
        var today = DateOnly.FromDateTime(host.Scenario.Clock.GetUtcNow().DateTime);
        var counts = Enumerable.Range(0, 120).SelectMany(ago => Guides.SelectMany((guide, i) => OfDay(today.AddDays(-ago), guide, 1 + ((ago * 7 + i * 3) % 11))));
        await host.Scenario.Store.AddFigures([.. counts], CancellationToken.None);
        // Too few have said anything of this one.
        await host.Scenario.Store.AddFigures([new(new Figure(today, FigureName.Grades, "dk/death", "5"), 4)], CancellationToken.None);
    }

    static IEnumerable<FigureCount> OfDay(DateOnly day, string guide, int size)
    {
        FigureCount Of(string name, string label, long count) => new(new Figure(day, name, guide, label), count);
        yield return Of(FigureName.Events, "accepted", 10 * size);
        yield return Of(FigureName.Events, "duplicate", size % 3);
        yield return Of(FigureName.Events, "rejected", size % 2);
        yield return Of(FigureName.Journeys, (1 + (size % 3)).ToString(CultureInfo.InvariantCulture), 8 * size);
        yield return Of(FigureName.Notices, "sent email", 7 * size);
        yield return Of(FigureName.Notices, "sent letter", size);
        yield return Of(FigureName.Notices, "delivered email", 5 * size);
        yield return Of(FigureName.Notices, "bounced email", size % 2);
        yield return Of(FigureName.Notices, "suppressed -", size % 4);
        yield return Of(FigureName.Fallbacks, "email", size % 2);
        yield return Of(FigureName.Delay, "60", 6 * size);
        yield return Of(FigureName.Delay, "720", 2 * size);
        yield return Of(FigureName.Delay, "10080", size % 2);
        yield return Of(FigureName.Deadlines, "due", 11 * size);
        yield return Of(FigureName.Deadlines, "in-time", 9 * size);
        yield return Of(FigureName.Deadlines, "late", size / 2);
        yield return Of(FigureName.Grades, "1", size % 5);
        yield return Of(FigureName.Grades, "3", size % 3);
        yield return Of(FigureName.Authorities, "1", size % 4);
        yield return Of(FigureName.Authorities, "5+", size % 3);
        yield return Of(FigureName.Helped, "yes", size % 2);
        yield return Of(FigureName.Helped, "no", size % 5);
    }
}
