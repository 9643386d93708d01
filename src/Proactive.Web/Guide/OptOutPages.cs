using Microsoft.AspNetCore.Http;
using Proactive.Engine;
using Proactive.Web.Background;
using Proactive.Web.Pages;
using Proactive.Web.Registries;

namespace Proactive.Web.Guide;

/// <summary>How far saying no has come.</summary>
public enum OptOutStep { Ask, Done, Unknown }

/// <summary>
/// <c>/unsubscribe/{token}</c>: saying no to optional messages. Opening the link only shows a button, because mail programs and
/// scanners open links; posting to it acts, from the button and from a mail program's one click (RFC 8058) alike.
/// </summary>
sealed class OptOutPages(Flow flow, Trouble trouble)
{
    const int SecondsUntilStore = 5;

    /// <summary>The same page for every token, so that it tells nobody which are good.</summary>
    public static IResult Ask() => Page.Of<UnsubscribePage>(new { Step = OptOutStep.Ask });

    public async Task<IResult> Act(string token, CancellationToken cancellation)
    {
        try
        {
            return await flow.OptOut(token, cancellation)
                ? Page.Of<UnsubscribePage>(new { Step = OptOutStep.Done })
                : Page.Of<UnsubscribePage>(new { Step = OptOutStep.Unknown }, StatusCodes.Status404NotFound);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            trouble.Tell("An opt-out was not stored", failure);
            return new Later(SecondsUntilStore, "It could not be stored.");
        }
    }
}
