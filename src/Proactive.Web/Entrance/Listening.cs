using System.Net;
using Proactive.Web.Registries;

namespace Proactive.Web.Entrance;

/// <summary>Where the host may listen: to this machine as it is, to others only with everything that keeps strangers out.</summary>
static class Listening
{
    /// <summary>What is missing, a sentence each; none: it may listen there.</summary>
    public static IReadOnlyList<string> Problems(WebOptions options, SourceList sources, IEnumerable<string> urls)
    {
        var beyond = urls.Where(u => !IsLoopback(u)).ToList();
        if (beyond.Count == 0 && options.TrustedProxies.Count == 0) return [];
        var missing = new List<string>();
        if (sources.Sources.Count == 0) missing.Add("No registry is registered, so anybody could send events: 'proactive sources add NAME --source PREFIX'.");
        if (options.Staff.HasLinks) missing.Add("Staff sign in with links printed here: set PROACTIVE_OIDC_AUTHORITY and PROACTIVE_OIDC_AUDIENCE, or PROACTIVE_EASY_AUTH=1, or shut their doors with --no-staff.");
        if (options.TrustedProxies.Count == 0 && options.PublicUrl?.Scheme != Uri.UriSchemeHttps) missing.Add("Links and sessions would travel in clear: say --public-url https://… or name the proxy that does TLS with --behind-proxy ADDRESS.");
        if (missing.Count > 0) missing.Insert(0, beyond.Count > 0 ? $"{string.Join(", ", beyond)} is not on this machine alone (http://127.0.0.1:PORT is). To listen there:" : "Behind a proxy others than this machine reach it. For that:");
        return missing;
    }

    static bool IsLoopback(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Host == "localhost" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)));
}
