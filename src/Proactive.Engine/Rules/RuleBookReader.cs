using Proactive.Engine.Events;

namespace Proactive.Engine.Rules;

/// <summary>What the files of a rule book share while they are read.</summary>
sealed class RuleBookParts
{
    public Dictionary<string, Theme> Themes { get; } = [];
    public Dictionary<string, Country> Countries { get; } = [];
    public Dictionary<string, Agency> Agencies { get; } = [];
    public Dictionary<string, EventType> EventTypes { get; } = [];

    /// <summary>The country whose folder a guide is in.</summary>
    public Country? CountryOf(string guideId) => Countries.GetValueOrDefault(guideId.Split('/')[0]);
}

/// <summary>Reads a folder of rules into a <see cref="RuleBook"/>, collecting every problem on the way.</summary>
sealed class RuleBookReader(ContentFolder folder, DateOnly? checkedOn)
{
    readonly ProblemList _problems = new();
    readonly RuleBookParts _parts = new();
    readonly Dictionary<string, YamlNode?> _roots = [];

    public RuleBookResult Read()
    {
        ReadShared();
        if (CountryReader.MissingZoneData(_problems) is { } missing) return new RuleBookResult(null, [missing]);
        var guidePaths = folder.Texts.Keys.Where(p => p.Split('/') is [_, _, "life-event.yaml"]).ToList();
        if (guidePaths.Count == 0) _problems.Add(new Problem(folder.Root, 0, 0, "no life event found; rules stand in <country>/<life-event>/life-event.yaml"));
        var reader = new GuideReader(_parts, _problems);
        foreach (var path in guidePaths) if (Root(path) is { } root) reader.DeclareEventTypes(root);
        var guides = guidePaths.Select(p => ReadGuide(reader, p)).OfType<Guide>().ToList();
        foreach (var type in guides.SelectMany(g => g.Subscriptions.Where(s => s.Role == EventRole.Starts).Select(s => (s.Type.Name, g.Id))).GroupBy(t => t.Name).Where(t => t.Count() > 1))
            _problems.Add(new Problem(folder.Root, 0, 0, $"'{type.Key}' starts {string.Join(" and ", type.Select(t => t.Id))}, so one event sends several notices", IsWarning: true));
        // A file beside a life event that could not be read has its own problems, once that one is mended.
        var unread = folder.Texts.Keys.Where(p => !_roots.ContainsKey(p) && !guidePaths.Contains($"{p[..(p.LastIndexOf('/') + 1)]}life-event.yaml"));
        foreach (var path in unread) _problems.Add(new Problem(folder.PathOf(path), 0, 0, "nothing reads this file; rules stand in <country>/<life-event>/<agency>.yaml beside a life-event.yaml"));
        return new RuleBookResult(_problems.Any ? null : new RuleBook(folder.Hash, guides, _parts.EventTypes), _problems.All);
    }

    void ReadShared()
    {
        if (Root("themes.yaml") is { } themes)
            foreach (var theme in CountryReader.ReadThemes(themes, _problems)) _parts.Themes[theme.Id] = theme;
        foreach (var path in folder.Texts.Keys.Where(p => p.Split('/') is [_, "country.yaml"]))
            if (Root(path) is { } root && CountryReader.Read(path.Split('/')[0], root, _problems) is { } country) _parts.Countries[country.Id] = country;
        foreach (var path in folder.Texts.Keys.Where(p => p.Split('/') is [_, "agencies.yaml"]))
        {
            var languages = _parts.CountryOf(path)?.Languages ?? [];
            if (Root(path) is not { } root) continue;
            foreach (var agency in CountryReader.ReadAgencies(root, languages, _problems)) _parts.Agencies[agency.Id] = agency;
        }
    }

    Guide? ReadGuide(GuideReader reader, string path)
    {
        var id = path[..path.LastIndexOf('/')];
        if (_parts.CountryOf(id) is null)
            _problems.Add(new Problem(folder.PathOf(path), 0, 0, $"its country is not known; add {folder.PathOf(id.Split('/')[0])}/country.yaml"));
        if (Root(path) is not { } root || reader.Read(id, root) is not { } guide) return null;
        var files = folder.Texts.Keys.Where(p => p.StartsWith($"{id}/", StringComparison.Ordinal) && p != path && p != $"{id}/tests.yaml");
        var stepReader = new StepReader(_parts, guide, _problems);
        var steps = files.Select(Root).OfType<YamlNode>().SelectMany(stepReader.Read).ToList();
        StepOrder.Check(steps, _problems);
        if (checkedOn is { } today)
        {
            // Lints ask what loaded rules would do; rules with mistakes would do nothing.
            if (!_problems.Any) new StepLints(guide, _problems, today).Check(root, steps);
            if (!folder.Texts.ContainsKey($"{id}/tests.yaml")) _problems.Warn(root, $"there are no tests beside it; write {folder.PathOf(id)}/tests.yaml");
        }

        return guide with { Steps = [.. steps.Select(s => s.Step)] };
    }

    YamlNode? Root(string path)
    {
        if (_roots.TryGetValue(path, out var known)) return known;
        var root = folder.Texts.TryGetValue(path, out var text) ? YamlParser.Parse(folder.PathOf(path), text, _problems) : null;
        if (text is not null && root is null && !_problems.All.Any(p => p.File == folder.PathOf(path)))
            _problems.Add(new Problem(folder.PathOf(path), 0, 0, "the file is empty"));
        return _roots[path] = root;
    }
}
