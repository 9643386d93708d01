using Proactive.Engine.Oversight;
using Proactive.Engine.Rendering;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Rehearsal;

/// <summary>The rules folder as it would be with a proposed change, and what is wrong with it. Pure.</summary>
/// <param name="Files">All files.</param>
/// <param name="Tests">Those of the life events that the change touches.</param>
/// <param name="Problems">Mistakes in any file, and warnings of those that change.</param>
public sealed record RuleCandidate(ContentFolder Files, IReadOnlyList<RuleTest> Tests, IReadOnlyList<Problem> Problems)
{
    readonly ContentFolder _touched = Files;
    readonly RuleBook? _book;
    readonly Lazy<RuleBook?>? _whole;

    RuleCandidate(ContentFolder files, ContentFolder touched, RuleBook? book, IReadOnlyList<RuleTest> tests, IReadOnlyList<Problem> problems) : this(files, tests, problems) =>
        (_touched, _book, _whole) = (touched, book, new Lazy<RuleBook?>(() => RuleBook.Read(files).Book));

    /// <summary>False: something keeps it from going live.</summary>
    public bool IsSound => _book is not null && Problems.All(p => p.IsWarning);

    /// <summary>The rules of the life events that the change touches, ready to try; null: a mistake keeps them from being loaded.</summary>
    public RuleBook? Touched => _book;

    /// <summary>The files that <see cref="Touched"/> was read from.</summary>
    public ContentFolder TouchedFiles => _touched;

    /// <summary>The whole book, to be put in force; null: something keeps it from being loaded.</summary>
    public RuleBook? Whole() => IsSound ? _whole?.Value : null;

    /// <param name="live">The files in force.</param>
    /// <param name="today">See <see cref="RuleBook.Check"/>.</param>
    public static RuleCandidate Of(ContentFolder live, Proposal change, DateOnly today)
    {
        var texts = live.Texts.ToDictionary();
        foreach (var (path, text) in change.Texts) texts[path] = text;
        var files = new ContentFolder(live.Root, texts);
        var lifeEvents = change.Texts.Keys.Select(RuleOwners.LifeEventOf).ToHashSet();
        // Steps and tests have no effect on other life events, so checking is as fast as one types.
        var touched = new ContentFolder(live.Root, texts.Where(t => RuleOwners.IsShared(t.Key) || lifeEvents.Contains(RuleOwners.LifeEventOf(t.Key))).ToDictionary());
        var (book, problems) = RuleBook.Check(touched, today);
        var (tests, inTests) = book is null ? ([], []) : RuleTestReader.Read(touched, book);
        // A warning about a file that the change leaves alone is not news.
        var all = problems.Concat(inTests).Where(p => !p.IsWarning || change.Texts.Keys.Any(path => files.PathOf(path) == p.File));
        return new RuleCandidate(files, touched, book, tests, [.. all, .. Trespasses(live, files, change)]);
    }

    /// <summary>The file a problem is in, as <see cref="ContentFolder.Texts"/> names it; empty: it is about all of them.</summary>
    public string PathOf(Problem problem) => problem.File.Length > Files.Root.Length + 1 ? problem.File[(Files.Root.Length + 1)..] : "";

    /// <summary>The problems of one file, from top to bottom.</summary>
    public IReadOnlyList<Problem> ProblemsIn(string path) => [.. Problems.Where(p => p.File == Files.PathOf(path)).OrderBy(p => p.Line).ThenBy(p => p.Column)];

    /// <summary>Runs the tests of the life events that are touched.</summary>
    /// <exception cref="InvalidOperationException">There is no book to run them with.</exception>
    public async Task<IReadOnlyList<RuleTestResult>> RunTests(TemplateSet templates, CancellationToken cancellation)
    {
        var runner = new RuleTestRunner(_book ?? throw new InvalidOperationException("A rule book with problems has no tests to run."), _touched, templates, new FlowOptions());
        var results = new List<RuleTestResult>();
        foreach (var test in Tests) results.Add(await runner.Run(test, cancellation));
        return results;
    }

    // An agency speaks for itself only: neither in another's name, nor with a later version of another's step.
    static IEnumerable<Problem> Trespasses(ContentFolder live, ContentFolder files, Proposal change)
    {
        var owners = new RuleOwners(live);
        foreach (var (path, text) in change.Texts.Where(t => !RuleOwners.IsTests(t.Key)))
        {
            var problems = new ProblemList();
            if (YamlParser.Parse(files.PathOf(path), text, new ProblemList()) is not YamlMap map) continue;
            if (map["agency"] is YamlScalar agency && agency.Text != change.Agency) problems.Add(agency, $"this file belongs to {change.Agency}; another agency's name cannot stand here");
            var taken = StepIdsOfOthers(owners, RuleOwners.LifeEventOf(path), change.Agency);
            foreach (var id in StepIds(map).Where(id => taken.Contains(id.Text))) problems.Add(id, $"'{id.Text}' is a step of another agency; take another id");
            foreach (var problem in problems.All) yield return problem;
        }
    }

    static HashSet<string> StepIdsOfOthers(RuleOwners owners, string lifeEvent, string agency) =>
    [
        .. from file in owners.Files.Texts
           where RuleOwners.LifeEventOf(file.Key) == lifeEvent && owners.AgencyOf(file.Key) is { } owner && owner != agency
           from id in StepIds(YamlParser.Parse(file.Key, file.Value, new ProblemList()) as YamlMap)
           select id.Text,
    ];

    static IEnumerable<YamlScalar> StepIds(YamlMap? map) => (map?["steps"] as YamlList)?.Items.OfType<YamlMap>().Select(s => s["id"]).OfType<YamlScalar>() ?? [];
}
