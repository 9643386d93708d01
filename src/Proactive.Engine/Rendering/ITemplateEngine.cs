using Proactive.Cel;

namespace Proactive.Engine.Rendering;

/// <summary>Runs templates that have been checked. Every engine writes the same text from the same template and model.</summary>
public interface ITemplateEngine
{
    /// <summary>
    /// Gives what writes a model of the template's type as text; used by many threads at once. It throws <see cref="TemplateException"/>
    /// as soon as <see cref="TemplateLimits"/> are passed.
    /// </summary>
    Func<CelRecord, string> Prepare(CheckedTemplate template);
}

/// <summary>What no message needs; a template that passes one of these is broken.</summary>
public static class TemplateLimits
{
    /// <summary>Of the text as it is being written.</summary>
    public const int MaxCharacters = 200_000;

    /// <summary>Turns of all loops together.</summary>
    public const int MaxTurns = 20_000;
}

/// <summary>The engine that runs what checking compiled.</summary>
public sealed class CompiledTemplateEngine : ITemplateEngine
{
    public Func<CelRecord, string> Prepare(CheckedTemplate template) => model =>
    {
        using var output = new TemplateOutput();
        template.Write(output, model);
        return output.ToString();
    };
}
