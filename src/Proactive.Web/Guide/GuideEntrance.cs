using Microsoft.AspNetCore.Http;
using Proactive.Engine;
using Proactive.Engine.Storage;
using Proactive.Web.Pages;

namespace Proactive.Web.Guide;

/// <summary>Lets in whoever has a link that opens something, and speaks their language.</summary>
sealed class GuideEntrance(CitizenDoor citizens, RuleBooks rules, TimeProvider clock, PageState state, IHttpContextAccessor accessor)
{
    /// <summary>Null: the link opens nothing.</summary>
    public async Task<GuideVisit?> Open(string token, CancellationToken cancellation)
    {
        var asked = accessor.HttpContext?.Request.Query["lang"].ToString();
        if (await citizens.Open(token, asked, cancellation) is not { } open) return null;
        state.Speak(open.Locale);
        return GuideVisit.Of(open, token, asked, rules.Current, clock.GetUtcNow());
    }

    /// <summary>The page that whoever is let in sees; the same neutral one for everybody else, whatever is wrong with their link.</summary>
    public async Task<IResult> Show(string token, Func<GuideVisit, IResult> page, CancellationToken cancellation) =>
        await Open(token, cancellation) is { } visit ? page(visit) : Shut();

    public static IResult Shut() => Page.Of<NoGuidePage>(status: StatusCodes.Status404NotFound);
}
