using System.Text.Json;

namespace Proactive.Testing.Cosmos;

/// <summary>Which properties of a container's documents are indexed: of the paths that fit, the most precise decides.</summary>
sealed class IndexingPolicy
{
    readonly List<(string Path, bool Included)> _paths = [];

    /// <summary>Without a policy all is indexed.</summary>
    public IndexingPolicy(JsonElement policy)
    {
        if (policy.ValueKind != JsonValueKind.Object) _paths.Add(("/*", true));
        else foreach (var (list, included) in new[] { ("includedPaths", true), ("excludedPaths", false) })
            if (policy.TryGetProperty(list, out var paths))
                _paths.AddRange(paths.EnumerateArray().Select(p => (p.GetProperty("path").GetString()!.Replace("\"", "", StringComparison.Ordinal), included)));
    }

    /// <summary>The service insists that the path of everything is among the included or the excluded.</summary>
    public bool SaysWhatOfTheRest => _paths.Any(p => p.Path == "/*");

    /// <param name="path">As a query reaches it, like <c>/due/?</c> or, for what is in a list, <c>/concerns/[]/?</c>.</param>
    public bool Includes(string path) =>
        path is "/id/?" or "/_ts/?" || _paths.Where(p => Fits(p.Path, path)).OrderByDescending(p => p.Path.Length).Select(p => p.Included).FirstOrDefault();

    static bool Fits(string rule, string path) =>
        rule == path || (rule.EndsWith("/*", StringComparison.Ordinal) && path.StartsWith(rule[..^1], StringComparison.Ordinal));
}
