using System.Security.Claims;

namespace Proactive.Web.Entrance;

/// <summary>What somebody of the staff may do. An author and an approver do it for one agency, an administrator for the whole house.</summary>
public enum Role { Author, Approver, Administrator }

/// <summary>Somebody of the staff who is signed in.</summary>
/// <param name="Name">As it stands in the audit log.</param>
/// <param name="Agency">Whose rules they may see and change, e.g. <c>dk.municipality</c>; null: none.</param>
public sealed record Actor(string Name, IReadOnlyList<Role> Roles, string? Agency = null)
{
    const string AgencyClaim = "agency";

    public bool Is(Role role) => Roles.Contains(role);

    /// <summary>For the audit log: <c>author of dk.municipality</c>.</summary>
    public string Description => string.Join(", ", Roles.Select(r => r.ToString().ToLowerInvariant())) + (Agency is null ? "" : $" of {Agency}");

    /// <summary>As ASP.NET Core knows them, signed in by <paramref name="scheme"/>.</summary>
    public ClaimsPrincipal Principal(string scheme) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.Name, Name), .. Roles.Select(r => new Claim(ClaimTypes.Role, $"{r}")), .. Agency is null ? Array.Empty<Claim>() : [new Claim(AgencyClaim, Agency)]], scheme));

    /// <summary>Null: nobody is signed in, or nobody with a role here.</summary>
    public static Actor? Of(ClaimsPrincipal principal)
    {
        var roles = Enum.GetValues<Role>().Where(r => principal.IsInRole($"{r}")).ToList();
        return principal.Identity is { IsAuthenticated: true, Name: { Length: > 0 } name } && roles.Count > 0 ? new Actor(name, roles, principal.FindFirstValue(AgencyClaim)) : null;
    }
}
