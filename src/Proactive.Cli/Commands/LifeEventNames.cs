using Proactive.Cel;
using Proactive.Engine.Rules;

namespace Proactive.Cli.Commands;

/// <summary>What to say where somebody names a life event that is not there.</summary>
static class LifeEventNames
{
    // The folder's path, or its last part, is what people type.
    public static string Meant(string name, RuleBook book)
    {
        var ids = book.Guides.Select(g => g.Id).Order(StringComparer.Ordinal).ToList();
        var likely = ids.Find(id => name.EndsWith(id, StringComparison.Ordinal) || id.EndsWith($"/{name}", StringComparison.Ordinal)) ?? Closest.To(name, ids);
        return likely is null ? $"there are {string.Join(", ", ids)}." : $"was {likely} meant?";
    }
}
