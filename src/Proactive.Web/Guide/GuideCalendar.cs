using System.Text;
using Microsoft.AspNetCore.Http;
using Proactive.Channels.Email;
using Proactive.Engine.Rendering;
using Proactive.Engine.Visits;

namespace Proactive.Web.Guide;

/// <summary>The deadlines that are still ahead as a file for the citizen's calendar: the same days as in the file that a mail carries.</summary>
static class GuideCalendar
{
    public static bool HasDays(GuideVisit visit) => DaysOf(visit).Any();

    /// <summary>Null if there are no deadlines ahead.</summary>
    public static IResult? Of(GuideVisit visit) => CalendarFile.Of([.. DaysOf(visit)], visit.Now) is { } file
        ? Results.File(Encoding.UTF8.GetBytes(file), "text/calendar; charset=utf-8", CalendarFile.Name) : null;

    static IEnumerable<MessageStep> DaysOf(GuideVisit visit) => visit.Lists.SelectMany(l => l.Steps.Where(s => s.IsOpen() && s.Due >= visit.Today).Select(s => StepOf(l, s)));

    static MessageStep StepOf(GuideList list, GuideStep step) => new(
        step.Id, step.Title, step.Text, null, step.Due, false, step.Agency, step.Url, step.Label, step.Bring, step.Phone, step.Hours) { Key = MessageStep.KeyOf(list.Journey, step.Id) };
}
