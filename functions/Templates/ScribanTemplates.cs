using Proactive.Cel;
using Proactive.Engine.Rendering;
using Scriban;
using Scriban.Syntax;

namespace Proactive.Functions.Templates;

/// <summary>
/// Runs checked templates with Scriban itself. All it is given is the model, whose values are safe already: none of its own functions,
/// no file, no object of ours.
/// </summary>
public sealed class ScribanTemplates : ITemplateEngine
{
    public Func<CelRecord, string> Prepare(CheckedTemplate template)
    {
        var page = Read(template.Path, template.Text);
        var partials = template.Partials.ToDictionary(p => p.Key, p => Read(p.Key, p.Value));
        return model => Write(page, partials, model);
    }

    static ScriptPage Read(string path, string text)
    {
        var template = Template.Parse(text, path);
        // Checking lets nothing through that Scriban cannot read; if it did, content should not load.
        return template is { HasErrors: false, Page: { } page } ? page : throw new InvalidOperationException($"Scriban cannot read a template that was checked. {string.Join(' ', template.Messages)}");
    }

    static string Write(ScriptPage page, IReadOnlyDictionary<string, ScriptPage> partials, CelRecord model)
    {
        var run = new TemplateRun(partials, model);
        try
        {
            run.Evaluate(page);
            return run.Written;
        }
        catch (ScriptRuntimeException stopped)
        {
            // What Scriban says itself may quote a value.
            throw stopped.InnerException as TemplateException ?? new TemplateException(TemplateRun.PlaceOf(stopped.Span), "Scriban cannot run this");
        }
    }
}
