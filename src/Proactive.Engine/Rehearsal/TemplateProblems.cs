using Proactive.Engine.Notices;
using Proactive.Engine.Rendering;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Rehearsal;

/// <summary>For what a template is used.</summary>
/// <param name="Name">Its file's.</param>
sealed record TemplateUse(Guide Guide, string Locale, NoticeKind Kind, string Name)
{
    public static TemplateUse Of(Telling telling)
    {
        var (notice, _, guide, _) = telling.Parts[0];
        var name = telling.Channel == ChannelName.TextMessage ? TemplateName.TextMessage : telling.Parts.Count > 1 ? TemplateName.Several : TemplateName.Of(notice.Kind);
        return new TemplateUse(guide, telling.Reader.Language!, notice.Kind, name);
    }

    public override string ToString() => $"in {Guide.Id}, '{Locale}', {Kind.ToString().ToLowerInvariant()}";
}

/// <summary>Collects what is wrong, each once and where its author can mend it: in a template, one of its partials, or the rule whose words it is.</summary>
sealed class TemplateProblems(TemplateFiles files, RuleTexts rules)
{
    readonly ProblemList _problems = new();
    readonly HashSet<string> _said = new(StringComparer.Ordinal);

    // What has no place, by language and words: it may be wrong with several templates, for one partial that they share.
    readonly Dictionary<(string, string), List<(string Path, TemplateUse Use)>> _whole = [];

    public IReadOnlyList<Problem> All
    {
        get
        {
            var all = new ProblemList();
            foreach (var ((_, says), uses) in _whole) all.Add(new Problem(uses[0].Path, 0, 0, $"{says} ({uses[0].Use}{string.Concat(uses.Skip(1).Select(u => $"; so in {u.Path}"))})"));
            foreach (var problem in _problems.All) all.Add(problem);
            return all.All;
        }
    }

    public void Add(Problem problem) => _problems.Add(problem);

    public void Add(TemplateFlaw flaw, TemplateUse use)
    {
        var path = files.For(use.Locale, use.Guide.Id, use.Name);
        // The same flaw of the same template comes with every life event and sample.
        if (!_said.Add($"{path} {flaw.Says} {(flaw.Heading is null ? flaw.Near : "")}")) return;
        if (flaw.Heading is null && flaw.Exact.Length > 0 && InRules(flaw, use)) return;
        var closure = path is null ? [] : files.With(path);
        if (closure.Count > 0 && Place(flaw, closure) is var (file, offset)) _problems.Add(file.Source.ProblemAt(offset, flaw.Says));
        else AddWhole(flaw.Says, closure.Count > 0 ? closure[0].Source.Path : files.Root, use);
    }

    void AddWhole(string says, string path, TemplateUse use)
    {
        if (!_whole.TryGetValue((use.Locale, says), out var uses)) _whole[(use.Locale, says)] = uses = [];
        if (uses.TrueForAll(u => u.Path != path)) uses.Add((path, use));
    }

    // What an agency wrote comes before the template around it: its words are longer than the template's there.
    bool InRules(TemplateFlaw flaw, TemplateUse use)
    {
        var node = rules.Find(use.Guide, t => t.Length > 0 && t.Contains(flaw.Exact, StringComparison.Ordinal) && flaw.Near.Contains(t, StringComparison.Ordinal));
        if (node is null) return false;
        _problems.Add(node, Math.Max(0, node.Text.IndexOf(flaw.Exact, StringComparison.Ordinal)), flaw.Says);
        return true;
    }

    static (TemplateFile File, int Offset)? Place(TemplateFlaw flaw, IReadOnlyList<TemplateFile> closure)
    {
        if (flaw.Heading is { } number)
            return closure.SelectMany(f => f.Headings.Select(h => ((TemplateFile, int)?)(f, h))).ElementAtOrDefault(number) ?? closure.Select(f => ((TemplateFile, int)?)(f, 0)).First();
        if (flaw.Near.Length == 0) return null;
        var near = closure.Select(f => (File: f, Place: f.LongestIn(flaw.Near))).MaxBy(f => f.Place.Length);
        if (near.Place.Offset >= 0) return (near.File, near.File.OnLine(near.Place.Offset, flaw.Exact));
        return closure.Where(_ => flaw.Exact.Length > 0).Select(f => ((TemplateFile, int)?)(f, f.Source.Text.IndexOf(flaw.Exact, StringComparison.Ordinal))).FirstOrDefault(f => f!.Value.Item2 >= 0);
    }
}
