using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Proactive.Engine.Oversight;
using Proactive.Engine.Storage;
using Proactive.Web.Pages;

namespace Proactive.Web.Entrance;

/// <summary>Signing in with a one-time link, and out.</summary>
static class SignInRoutes
{
    const string EasyAuthSignOut = "/.auth/logout";

    public static void Map(IEndpointRouteBuilder app, StaffEntrance staff)
    {
        app.MapGet("/sign-in", () => Page.Of<MessagePage>(new { Key = Guarding.SignInKey(staff) })).For(Access.Anybody);
        app.MapPost("/sign-out", SignOut).For(Access.Staff).WithForm();
        if (!staff.HasLinks) return;
        // Opening the link only shows a button: mail programs and scanners open links, and it is good once.
        app.MapGet("/sign-in/{token}", () => Page.Of<SignInPage>()).For(Access.Link);
        app.MapPost("/sign-in/{token}", SignIn).For(Access.Link).WithForm();
        PeopleRoutes.Map(app);
    }

    static async Task<IResult> SignIn(
        string token, HttpContext context, Sessions sessions, SessionCookie cookie, FailedSignIns failed, Refusals refusals, IStore store, TimeProvider clock, CancellationToken cancellation)
    {
        var client = Client.Of(context);
        if (failed.AreTooMany(client)) return new TooMany(FailedSignIns.Window);
        if (sessions.Begin(token) is not var (secret, actor))
        {
            failed.Count(client);
            await refusals.NoteStranger(context, cancellation);
            return Page.Of<MessagePage>(new { Key = "shared.link-used" }, StatusCodes.Status404NotFound);
        }

        // Whoever was signed in before is not any more.
        if (cookie.Of(context.Request) is { } old) sessions.End(old);
        await store.AppendAudit(new AuditEntry(clock.GetUtcNow(), actor.Name, actor.Description, "signed-in"), cancellation);
        cookie.Set(context.Response, secret);
        return Page.GoTo(actor.Is(Role.Administrator) ? "/admin" : "/studio");
    }

    static async Task<IResult> SignOut(HttpContext context, Sessions sessions, SessionCookie cookie, StaffEntrance staff, IStore store, TimeProvider clock, CancellationToken cancellation)
    {
        var actor = Actor.Of(context.User)!;
        if (cookie.Of(context.Request) is { } secret) sessions.End(secret);
        await store.AppendAudit(new AuditEntry(clock.GetUtcNow(), actor.Name, actor.Description, "signed-out"), cancellation);
        cookie.Remove(context.Response);
        return Page.GoTo(staff.EasyAuth ? EasyAuthSignOut : "/sign-in");
    }
}

/// <summary>429, after this long it may be tried again.</summary>
sealed class TooMany(TimeSpan wait) : IResult
{
    public Task ExecuteAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = ((int)wait.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Page.Of<MessagePage>(new { Key = "shared.too-many" }, StatusCodes.Status429TooManyRequests).ExecuteAsync(context);
    }
}
