using System.Text.RegularExpressions;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Rehearsal;

/// <summary>
/// Whose a file of the rules folder is. A file of steps belongs to the agency it names; the tests of a life event to every agency that
/// has a file beside them; what all share (life events, countries, themes) to none.
/// </summary>
public sealed partial class RuleOwners(ContentFolder files)
{
    const string LifeEventFile = "life-event.yaml";
    const string TestsFile = "tests.yaml";

    readonly Lazy<Dictionary<string, string>> _agencies = new(() => files.Texts.Keys.Where(IsOfSteps)
        .Select(path => (path, Agency: AgencyIn(path, files.Texts[path]))).Where(f => f.Agency is not null).ToDictionary(f => f.path, f => f.Agency!));

    /// <summary>The folder this is about.</summary>
    public ContentFolder Files => files;

    /// <summary>The agency a file of steps names; null: it is no such file, or names none.</summary>
    public string? AgencyOf(string path) => _agencies.Value.GetValueOrDefault(path);

    public bool Owns(string agency, string path) => IsTests(path)
        ? _agencies.Value.Any(f => f.Value == agency && LifeEventOf(f.Key) == LifeEventOf(path)) && files.Texts.ContainsKey(path)
        : AgencyOf(path) == agency;

    /// <summary>Every file that the agency may change, sorted.</summary>
    public IReadOnlyList<string> FilesOf(string agency) => [.. files.Texts.Keys.Where(p => Owns(agency, p))];

    /// <summary>The life events in which the agency may begin a file: those of the country that lists the agency.</summary>
    public IReadOnlyList<string> LifeEventsFor(string agency) =>
        [.. files.Texts.Keys.Where(p => p.Split('/') is [var country, _, LifeEventFile] && Lists(country, agency)).Select(LifeEventOf)];

    /// <summary>Where a new file would stand; null: the name is none, the file is there already, or the life event is not for the agency.</summary>
    public string? NewPath(string agency, string lifeEvent, string name)
    {
        var path = $"{lifeEvent}/{name}.yaml";
        return FileName().IsMatch(name) && IsOfSteps(path) && !files.Texts.ContainsKey(path) && LifeEventsFor(agency).Contains(lifeEvent) ? path : null;
    }

    /// <summary>The life event whose folder the file is in.</summary>
    public static string LifeEventOf(string path) => path[..Math.Max(path.LastIndexOf('/'), 0)];

    public static bool IsTests(string path) => path.Split('/') is [_, _, TestsFile];

    /// <summary>What all life events share, and what each says of its events: no agency's.</summary>
    public static bool IsShared(string path) => path.Split('/') is not [_, _, not LifeEventFile];

    /// <summary>The agency that a text of steps names; null: none, or it cannot be read.</summary>
    public static string? AgencyIn(string path, string text) =>
        YamlParser.Parse(path, text, new ProblemList()) is YamlMap map && map["agency"] is YamlScalar { Text: { Length: > 0 } agency } ? agency : null;

    static bool IsOfSteps(string path) => path.Split('/') is [_, _, not (LifeEventFile or TestsFile)];

    bool Lists(string country, string agency) => files.Texts.TryGetValue($"{country}/agencies.yaml", out var text)
        && YamlParser.Parse("agencies.yaml", text, new ProblemList()) is YamlList list && list.Items.Any(i => i is YamlMap map && map["id"] is YamlScalar id && id.Text == agency);

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex FileName();
}
