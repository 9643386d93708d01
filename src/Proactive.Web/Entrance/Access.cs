using Microsoft.AspNetCore.Builder;

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
        return RolesOf(access) is { } roles ? route.RequireAuthorization(policy => policy.RequireRole(roles.Select(r => $"{r}"))) : route;
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
