using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Proactive.Engine.Oversight;
using Proactive.Engine.Storage;
using Proactive.Web.Pages;

namespace Proactive.Web.Entrance;

/// <summary>Where an administrator makes links with which colleagues sign in once. Nothing of them is kept but the line in the audit log.</summary>
static class PeopleRoutes
{
    const int MaxNameLength = 80;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/admin/people", () => Page.Of<PeoplePage>()).For(Access.Administrator);
        app.MapPost("/admin/people", MakeLink).For(Access.Administrator).WithForm();
    }

    /// <summary>The agencies that have steps in the rule book.</summary>
    public static IEnumerable<string> Agencies(RuleBooks rules) => rules.Current.Guides.SelectMany(g => g.Steps).Select(s => s.Agency.Id).Distinct().Order(StringComparer.Ordinal);

    static async Task<IResult> MakeLink(HttpContext context, Sessions sessions, WebOptions options, RuleBooks rules, IStore store, TimeProvider clock, CancellationToken cancellation)
    {
        var form = await context.Request.ReadFormAsync(cancellation);
        var (name, agency) = (form["name"].ToString().Trim(), form["agency"].ToString() is { Length: > 0 } chosen ? chosen : null);
        var roles = Enum.GetValues<Role>().Where(r => form["role"].Contains(r.ToString().ToLowerInvariant())).ToList();
        if (ProblemOf(name, roles, agency, rules) is { } problem) return Page.Of<PeoplePage>(new { Problem = problem, Name = name, Roles = roles, Agency = agency }, StatusCodes.Status400BadRequest);

        var (actor, administrator) = (new Actor(name, roles, agency), Actor.Of(context.User)!);
        await store.AppendAudit(new AuditEntry(clock.GetUtcNow(), administrator.Name, administrator.Description, "sign-in-link-made", $"{actor.Name} ({actor.Description})"), cancellation);
        var address = options.PublicUrl?.AbsoluteUri ?? $"{context.Request.Scheme}://{context.Request.Host}";
        return Page.Of<PeoplePage>(new { Link = $"{address.TrimEnd('/')}/sign-in/{sessions.NewLink(actor)}", Name = name });
    }

    // Names stand in a log of lines, and as whom somebody is known there.
    static string? ProblemOf(string name, List<Role> roles, string? agency, RuleBooks rules) => (name, roles, agency) switch
    {
        ({ Length: 0 or > MaxNameLength }, _, _) => "no-name",
        _ when name.Any(char.IsControl) => "no-name",
        (_, [], _) => "no-role",
        (_, _, { } other) when !Agencies(rules).Contains(other) => "which-agency",
        (_, not [Role.Administrator], null) => "which-agency",
        _ => null,
    };
}
