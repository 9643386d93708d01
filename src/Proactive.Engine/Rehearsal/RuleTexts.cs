using Proactive.Engine.Rendering;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Rehearsal;

/// <summary>The texts that agencies wrote, and where each stands in the rule folder.</summary>
sealed class RuleTexts(ContentFolder folder)
{
    readonly Dictionary<string, IReadOnlyList<(string Text, YamlScalar Node)>> _byFile = folder.Texts
        .ToDictionary(f => f.Key, f => (IReadOnlyList<(string, YamlScalar)>)[.. Scalars(YamlParser.Parse(folder.PathOf(f.Key), f.Value, new ProblemList())).Select(s => (Escape.Clean(s.Text), s))]);

    /// <summary>The place of a life event's text, as a citizen reads it; null if it stands nowhere.</summary>
    public YamlScalar? Find(Guide guide, Func<string, bool> isIt) => Of(guide).Where(t => isIt(t.Text)).Select(t => t.Node).FirstOrDefault();

    /// <summary>The life event's own file, for what has no place in it.</summary>
    public string FileOf(Guide guide) => folder.PathOf($"{guide.Id}/life-event.yaml");

    IEnumerable<(string Text, YamlScalar Node)> Of(Guide guide) => _byFile
        .Where(f => f.Key.StartsWith($"{guide.Id}/", StringComparison.Ordinal) && !f.Key.EndsWith("/tests.yaml", StringComparison.Ordinal) || f.Key == $"{guide.Country.Id}/agencies.yaml")
        .SelectMany(f => f.Value);

    static IEnumerable<YamlScalar> Scalars(YamlNode? node) => node switch
    {
        YamlScalar scalar => [scalar],
        YamlList list => list.Items.SelectMany(Scalars),
        YamlMap map => map.Entries.SelectMany(e => Scalars(e.Value)),
        _ => [],
    };
}
