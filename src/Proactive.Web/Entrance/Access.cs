using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Proactive.Web.Entrance;

/// <summary>Who may use a route. Every route says so; one that does not keeps the host from starting.</summary>
public enum Access
{
    /// <summary>Whoever comes: health, words about the house, the page to sign in.</summary>
    Anybody,

    /// <summary>Whoever holds the link in the path.</summary>
    Link,

    /// <summary>A registry or gateway that proves who it is.</summary>
    Source,

    /// <summary>Anybody of the staff.</summary>
    Staff,

    /// <summary>An author or approver, for their agency.</summary>
    Agency,

    /// <summary>An author, for their agency.</summary>
    Author,

    /// <summary>An approver, for their agency.</summary>
    Approver,

    /// <summary>An administrator.</summary>
    Administrator,
}

static class AccessRules
{
    /// <summary>Says who may use the route, and has it checked.</summary>
    public static TBuilder For<TBuilder>(this TBuilder route, Access access)
        where TBuilder : IEndpointConventionBuilder
    {
        route.WithMetadata(access);
        if (access == Access.Source) return route.RequireAuthorization(policy => policy.RequireAuthenticatedUser());
        return RolesOf(access) is { } roles ? route.RequireAuthorization(policy => policy.RequireRole(roles.Select(r => $"{r}"))) : route;
    }

    /// <summary>Who may use an endpoint; null: it does not say.</summary>
    public static Access? AccessOf(Endpoint? endpoint) => endpoint?.Metadata.OfType<Access>().Cast<Access?>().FirstOrDefault();

    /// <summary>Keeps a host from starting that has a route without anybody who may use it.</summary>
    public static void CheckEvery(IEndpointRouteBuilder app)
    {
        var silent = app.DataSources.SelectMany(s => s.Endpoints).Where(e => AccessOf(e) is null).Select(e => e.DisplayName).ToList();
        if (silent.Count > 0) throw new InvalidOperationException($"These routes do not say who may use them: {string.Join(", ", silent)}.");
    }

    /// <summary>The roles of which somebody must have one; null: no role is needed.</summary>
    public static IReadOnlyList<Role>? RolesOf(Access access) => access switch
    {
        Access.Staff => Enum.GetValues<Role>(),
        Access.Agency => [Role.Author, Role.Approver],
        Access.Author => [Role.Author],
        Access.Approver => [Role.Approver],
        Access.Administrator => [Role.Administrator],
        _ => null,
    };
}
