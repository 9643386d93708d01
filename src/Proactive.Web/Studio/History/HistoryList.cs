using Proactive.Engine.Oversight;

namespace Proactive.Web.Studio.History;

/// <summary>The versions of several files in one list.</summary>
static class HistoryList
{
    /// <summary>Newest first by file: what came from outside the studio has no time of its own, only its place among the others.</summary>
    public static IReadOnlyList<(string Path, IReadOnlyList<RuleVersion> Versions)> Of(IReadOnlyDictionary<string, IReadOnlyList<RuleVersion>> byFile) =>
        [.. byFile.Where(f => f.Value.Count > 0).Select(f => (f.Key, f.Value)).OrderByDescending(f => f.Value.Max(v => v.By?.Line.At)).ThenBy(f => f.Key, StringComparer.Ordinal)];
}
