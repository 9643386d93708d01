using Microsoft.AspNetCore.Http;
using Proactive.Engine;
using Proactive.Engine.Visits;
using Proactive.Web.Pages;

namespace Proactive.Web.Guide;

/// <summary>What citizens do with the forms of their guide. Afterwards they are back on a page that says what happened.</summary>
sealed class GuideActs(CitizenDoor citizens, GuideEntrance entrance)
{
    public async Task<IResult> Tick(string token, HttpRequest request, CancellationToken cancellation)
    {
        var form = await request.ReadFormAsync(cancellation);
        var (journey, step) = (form.Text("journey"), form.Text("step"));
        return await Do(token, new CitizenAct.Tick(journey, step), v => AtStep(v, "ticked", journey, step), cancellation);
    }

    public async Task<IResult> Untick(string token, HttpRequest request, CancellationToken cancellation)
    {
        var form = await request.ReadFormAsync(cancellation);
        var (journey, step) = (form.Text("journey"), form.Text("step"));
        return await Do(token, new CitizenAct.Untick(journey, step), v => AtStep(v, "unticked", journey, step), cancellation);
    }

    public async Task<IResult> Choose(string token, HttpRequest request, CancellationToken cancellation)
    {
        if (await entrance.Open(token, cancellation) is not { } visit) return GuideEntrance.Shut();
        var form = await request.ReadFormAsync(cancellation);
        var (channel, language) = (form.Text("channel"), form.Text("language"));
        if ((channel.Length > 0 && !visit.Open.Channels.Contains(channel)) || !visit.Open.Locales.Contains(language))
            return Page.Of<MessagesPage>(new { Visit = visit, IsFaulty = true }, StatusCodes.Status422UnprocessableEntity);
        return await Do(token, new CitizenAct.Choose(channel.Length > 0 ? channel : null, language), v => AtTop(v, "chosen"), cancellation);
    }

    public async Task<IResult> OptOut(string token, HttpRequest request, CancellationToken cancellation) =>
        await Do(token, new CitizenAct.OptOut((await request.ReadFormAsync(cancellation)).Text("guide")), v => AtTop(v, "opted-out"), cancellation);

    public async Task<IResult> OptIn(string token, HttpRequest request, CancellationToken cancellation) =>
        await Do(token, new CitizenAct.OptIn((await request.ReadFormAsync(cancellation)).Text("guide")), v => AtTop(v, "opted-in"), cancellation);

    public async Task<IResult> Object(string token, HttpRequest request, CancellationToken cancellation)
    {
        if (await entrance.Open(token, cancellation) is not { } visit) return GuideEntrance.Shut();
        var form = await request.ReadFormAsync(cancellation);
        var (guide, words) = (form.Text("guide"), form.Text("words"));
        if (words.Length > GuideForms.MostObjectionWords)
            return Page.Of<ObjectPage>(new { Visit = visit, List = visit.ListAt(request.Query["list"]), Words = words }, StatusCodes.Status422UnprocessableEntity);
        return await Do(token, new CitizenAct.Object(guide, words), v => AtTop(v, "objected"), cancellation);
    }

    public async Task<IResult> Grade(string token, HttpRequest request, CancellationToken cancellation)
    {
        if (await entrance.Open(token, cancellation) is not { } visit) return GuideEntrance.Shut();
        var form = await request.ReadFormAsync(cancellation);
        var typed = form.Answer();
        if (typed.Faults.Count > 0)
            return Page.Of<GradePage>(new { Visit = visit, List = visit.ListAt(request.Query["list"]), Typed = typed }, StatusCodes.Status422UnprocessableEntity);
        return await Do(token, new CitizenAct.Grade(form.Text("journey"), typed.ToAnswer()), v => AtTop(v, "graded"), cancellation);
    }

    public async Task<IResult> Close(string token, CancellationToken cancellation)
    {
        if (await entrance.Open(token, cancellation) is null) return GuideEntrance.Shut();
        return await citizens.Do(token, new CitizenAct.Close(), cancellation) ? Page.Of<ClosedPage>() : GuideEntrance.Shut();
    }

    // What cannot be done any more, or never could, changes nothing; whoever holds the link sees how things stand.
    async Task<IResult> Do(string token, CitizenAct act, Func<GuideVisit, string> where, CancellationToken cancellation)
    {
        var isDone = await citizens.Do(token, act, cancellation);
        if (await entrance.Open(token, cancellation) is not { } visit) return GuideEntrance.Shut();
        return Page.GoTo(isDone ? where(visit) : AtTop(visit, "stale"));
    }

    static string AtTop(GuideVisit visit, string said) => $"{visit.At("", ("said", said))}#said";

    static string AtStep(GuideVisit visit, string said, string journey, string step)
    {
        if (visit.Lists.FirstOrDefault(l => l.Journey == journey) is not { } list || list.Steps.FirstOrDefault(s => s.Id == step) is not { } found) return AtTop(visit, said);
        if (said == "ticked" && !list.Steps.Any(GuideWording.IsOpen)) return AtTop(visit, "all-done");
        var anchor = visit.AnchorOf(list, found);
        return $"{visit.At("", ("said", said), ("at", anchor))}#{anchor}";
    }
}
