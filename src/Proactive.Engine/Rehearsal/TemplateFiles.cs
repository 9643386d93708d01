using Proactive.Engine.Rendering;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Rehearsal;

/// <summary>The files of a template folder by what they are for.</summary>
sealed class TemplateFiles(ContentFolder folder)
{
    readonly Dictionary<string, TemplateFile> _files = folder.Texts.Where(t => TemplateName.IsTemplate(t.Key))
        .ToDictionary(t => t.Key, t => new TemplateFile(new TemplateSource(folder.PathOf(t.Key), t.Value)));

    public string Root => folder.Root;

    /// <summary>The paths of all templates below a language's folder, partials left out.</summary>
    public IEnumerable<string> Templates(string locale) => _files.Keys.Where(k => k.StartsWith($"{locale}/", StringComparison.Ordinal) && !k.Contains("/partials/", StringComparison.Ordinal));

    /// <summary>The path of the template of this name that a life event is written with; null if there is none.</summary>
    public string? For(string locale, string guide, string name) => new[] { $"{locale}/{guide}/{name}", $"{locale}/{name}" }.FirstOrDefault(_files.ContainsKey);

    /// <summary>The file and the partials it takes in, each once.</summary>
    public IReadOnlyList<TemplateFile> With(string path)
    {
        var (found, locale) = (new List<TemplateFile>(), path.Split('/')[0]);
        void Add(string name)
        {
            if (!_files.TryGetValue(name, out var file) || found.Contains(file)) return;
            found.Add(file);
            foreach (var partial in file.Includes)
            {
                var own = $"{locale}/partials/{partial}.sbn.md";
                Add(_files.ContainsKey(own) ? own : $"partials/{partial}.sbn.md");
            }
        }

        Add(path);
        return found;
    }

    /// <summary>A language's words, and the file they stand in; null if there are none that can be read.</summary>
    public (Words? Words, string Path) WordsOf(string locale)
    {
        var path = $"{locale}/words.yaml";
        // What is wrong with it is said where the templates are loaded.
        var root = folder.Texts.TryGetValue(path, out var text) ? YamlParser.Parse(folder.PathOf(path), text, new ProblemList()) : null;
        return (root is null ? null : Words.Read(root, new ProblemList()), folder.PathOf(path));
    }
}
