namespace Proactive.Web.Entrance;

/// <summary>An OpenID Connect issuer whose tokens staff bring.</summary>
/// <param name="Authority">Below it is <c>.well-known/openid-configuration</c>.</param>
/// <param name="Audience">For whom its tokens have to be: us.</param>
public sealed record OidcIssuer(Uri Authority, string Audience);

/// <summary>How staff prove who they are: with one-time links (the default), with an issuer's tokens, or as Azure Easy Auth says. There are no passwords.</summary>
public sealed record StaffEntrance
{
    const string AuthorityVariable = "PROACTIVE_OIDC_AUTHORITY";
    const string AudienceVariable = "PROACTIVE_OIDC_AUDIENCE";
    const string RoleVariable = "PROACTIVE_OIDC_ROLE_CLAIM";
    const string AgencyVariable = "PROACTIVE_OIDC_AGENCY_CLAIM";
    const string EasyAuthVariable = "PROACTIVE_EASY_AUTH";

    /// <summary>Null: not by tokens.</summary>
    /// <value>Null.</value>
    public OidcIssuer? Oidc { get; init; }

    /// <summary>Whether the header that Azure App Service puts there is believed.</summary>
    /// <value>False.</value>
    public bool EasyAuth { get; init; }

    /// <summary>Whether there are doors for staff at all.</summary>
    /// <value>False: there are.</value>
    public bool IsShut { get; init; }

    /// <summary>The claim with the roles: <c>author</c>, <c>approver</c>, <c>administrator</c>.</summary>
    /// <value><c>roles</c>.</value>
    public string RoleClaim { get; init; } = "roles";

    /// <summary>The claim with the agency, e.g. <c>dk.municipality</c>.</summary>
    /// <value><c>agency</c>.</value>
    public string AgencyClaim { get; init; } = "agency";

    /// <summary>Whether one-time links sign somebody in.</summary>
    public bool HasLinks => !IsShut && Oidc is null && !EasyAuth;

    /// <summary>Reads the environment; everything that is wrong in it, a sentence each.</summary>
    public static (StaffEntrance Entrance, IReadOnlyList<string> Problems) Read(Func<string, string?> variable)
    {
        string? Given(string name) => variable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
        var problems = new List<string>();
        var (authority, audience, easyAuth) = (Given(AuthorityVariable), Given(AudienceVariable), Given(EasyAuthVariable));
        if (authority is null != audience is null) problems.Add($"{AuthorityVariable} and {AudienceVariable} belong together; {(authority is null ? AuthorityVariable : AudienceVariable)} is missing.");
        if (authority is not null && !IsAddress(authority)) problems.Add($"{AuthorityVariable} has to be an https:// address (http:// on this machine only).");
        if (easyAuth is not (null or "0" or "1")) problems.Add($"{EasyAuthVariable} has to be 1, or not set.");
        if (authority is not null && easyAuth == "1") problems.Add($"{AuthorityVariable} and {EasyAuthVariable} are both set; staff sign in one way only.");
        if (authority is null && easyAuth != "1")
            foreach (var name in new[] { RoleVariable, AgencyVariable }.Where(n => Given(n) is not null)) problems.Add($"{name} says nothing without {AuthorityVariable} or {EasyAuthVariable}=1.");

        var entrance = new StaffEntrance { EasyAuth = easyAuth == "1", RoleClaim = Given(RoleVariable) ?? "roles", AgencyClaim = Given(AgencyVariable) ?? "agency" };
        return (problems.Count == 0 && authority is not null ? entrance with { Oidc = new OidcIssuer(new Uri(authority), audience!) } : entrance, problems);
    }

    static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback));

    /// <summary>Who somebody is by the claims about them; null: nobody with a role here.</summary>
    /// <param name="claims">Type and value. The first of <paramref name="names"/> that is there is the name.</param>
    internal Actor? ActorOf(IReadOnlyList<(string Type, string Value)> claims, params ReadOnlySpan<string> names)
    {
        IEnumerable<string> Values(string type) => claims.Where(c => c.Type == type).Select(c => c.Value);
        string? name = null;
        foreach (var type in names) name ??= Values(type).FirstOrDefault(v => v.Length > 0);
        // By name only: Enum.Parse would take numbers, too.
        var said = Values(RoleClaim).SelectMany(v => v.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        var roles = Enum.GetValues<Role>().Where(r => said.Contains($"{r}", StringComparer.OrdinalIgnoreCase)).ToList();
        return name is not null && roles.Count > 0 ? new Actor(name, roles, Values(AgencyClaim).FirstOrDefault(v => v.Length > 0)) : null;
    }
}
