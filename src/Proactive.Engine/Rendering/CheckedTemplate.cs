using Proactive.Cel;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Rendering;

/// <summary>A checked template, or why it is none.</summary>
public sealed record CheckedTemplateResult(CheckedTemplate? Template, IReadOnlyList<Problem> Problems);

/// <summary>
/// A template whose every expression was compiled against the type of its model, with the partials it includes. Its expressions are
/// the ones that CEL and Scriban understand alike. Immutable.
/// </summary>
public sealed class CheckedTemplate
{
    internal CheckedTemplate(TemplateSource source, IReadOnlyDictionary<string, string> partials, Action<TemplateOutput, CelRecord> write)
    {
        (Path, Text) = (source.Path, source.Text);
        Partials = partials;
        Write = write;
    }

    /// <summary>Its file, as problems name it.</summary>
    public string Path { get; }

    /// <summary>Its source, lines ended by a line feed alone.</summary>
    public string Text { get; }

    /// <summary>The sources of the partials it includes, and of those they include, by name.</summary>
    public IReadOnlyDictionary<string, string> Partials { get; }

    internal Action<TemplateOutput, CelRecord> Write { get; }

    /// <summary>Checks one template by itself.</summary>
    /// <param name="partials">Sources by name.</param>
    public static CheckedTemplateResult Of(string path, string text, IReadOnlyDictionary<string, string> partials, CelRecordType model)
    {
        var problems = new ProblemList();
        var compiler = new TemplateCompiler(name => partials.TryGetValue(name, out var partial) ? new TemplateSource(name, partial) : null, problems);
        var template = compiler.Compile(new TemplateSource(path, text), model);
        return new CheckedTemplateResult(problems.Any ? null : template, problems.All);
    }
}
