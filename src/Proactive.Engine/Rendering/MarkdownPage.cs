using Markdig;
using Markdig.Syntax;

namespace Proactive.Engine.Rendering;

/// <summary>A rendered template: its heading, and the whole as HTML and as plain text.</summary>
sealed record MarkdownPage(string Heading, string Html, string Text, MarkdownDocument Document)
{
    // Templates are Markdown only; HTML in them is shown as it is written.
    static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().Build();

    public static MarkdownPage Of(string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        var heading = document.OfType<HeadingBlock>().FirstOrDefault(h => h.Level == 1);
        return new MarkdownPage(heading is null ? "" : PlainText.Of(heading), document.ToHtml(Pipeline), PlainText.Of(document), document);
    }
}
