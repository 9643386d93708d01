using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Proactive.Web.Entrance;

namespace Proactive.Web.Pages;

/// <summary>Answers with pages, and guards the posts of their forms.</summary>
static class Page
{
    /// <summary>The form field that carries the token.</summary>
    public const string TokenField = "form-token";

    /// <summary>A page made by <typeparamref name="TPage"/>; parameters as an anonymous object.</summary>
    public static IResult Of<TPage>(object? parameters = null, int status = StatusCodes.Status200OK)
        where TPage : IComponent => new RazorComponentResult<TPage>(parameters ?? new { }) { StatusCode = status, PreventStreamingRendering = true };

    /// <summary>Back to a page after a post, so that reloading it posts nothing again.</summary>
    public static IResult GoTo(string path) => TypedResults.Redirect(path, permanent: false, preserveMethod: false);

    /// <summary>Lets a post through only from a form that was shown by us to the same visitor, once.</summary>
    public static RouteHandlerBuilder WithForm(this RouteHandlerBuilder route) => route.WithMetadata(new GuardedForm()).AddEndpointFilter(async (context, next) =>
    {
        var request = context.HttpContext.Request;
        var state = context.HttpContext.RequestServices.GetRequiredService<PageState>();
        if (!request.HasFormContentType || IsFromElsewhere(request)) return Of<RefusedPage>(new { IsOld = false }, StatusCodes.Status403Forbidden);
        var form = await request.ReadFormAsync(context.HttpContext.RequestAborted);
        var token = state.Take(form[TokenField]);
        if (token == FormTokenState.Old && state.Actor is { } actor) await context.HttpContext.RequestServices.GetRequiredService<Refusals>().Note(actor, context.HttpContext, CancellationToken.None);
        return token switch
        {
            FormTokenState.Good => await next(context),
            FormTokenState.Old => Of<RefusedPage>(new { IsOld = true }, StatusCodes.Status409Conflict),
            _ => Of<RefusedPage>(new { IsOld = false }, StatusCodes.Status403Forbidden),
        };
    }).DisableAntiforgery();

    // Browsers say where a post comes from; a program that does not still needs the token.
    static bool IsFromElsewhere(HttpRequest request) => request.Headers["Sec-Fetch-Site"] is [{ } site] && site is not ("same-origin" or "none");
}

/// <summary>Marks a route whose posts need a form token.</summary>
sealed record GuardedForm;
