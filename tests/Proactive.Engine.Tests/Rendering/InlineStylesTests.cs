using System.Text.RegularExpressions;
using Markdig;
using Proactive.Engine.Rendering;
using Proactive.Engine.Rules;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Rendering;

public sealed partial class InlineStylesTests
{
    static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().Build();

    static string Applied(InlineStyles styles, string html) => styles.Put(html, "M", "M");

    [Fact]
    public void Styles_are_written_into_the_tags_they_are_for()
    {
        var styles = Styles("p { margin: 0 }\nol, ul { margin: 1px; padding: 2px }\nli p { margin: 3px; color: red }\nli li { margin: 4px }\na { color: blue }");
        Assert.Equal(
            """
            <h1>x</h1>
            <p style="margin: 0">a <a style="color: blue" href="https://a.example/?b&amp;c">b</a></p>
            <ol style="margin: 1px; padding: 2px" start="2">
            <li><p style="margin: 0; margin: 3px; color: red">c</p>
            <ul style="margin: 1px; padding: 2px">
            <li style="margin: 4px">d<br />
            e</li>
            </ul>
            </li>
            </ol>
            <p style="margin: 0">f</p>

            """.ReplaceLineEndings("\n"),
            Applied(styles, "<h1>x</h1>\n<p>a <a href=\"https://a.example/?b&amp;c\">b</a></p>\n<ol start=\"2\">\n<li><p>c</p>\n<ul>\n<li>d<br />\ne</li>\n</ul>\n</li>\n</ol>\n<p>f</p>\n"));
    }

    [Fact]
    public void The_block_leaves_the_page_and_every_line_where_it_was()
    {
        var problems = new ProblemList();
        var (layout, styles) = InlineStyles.TakenFrom(new TemplateSource("layout", "<head>\n<style data-inline>\np { margin: 0 }\n</style>\n<style>p { color: red }</style>\n{{ body }}"), problems);
        Assert.Equal("<head>\n\n\n\n<style>p { color: red }</style>\n{{ body }}", layout.Text);
        Assert.Equal("<p style=\"margin: 0\">", Applied(styles, "<p>"));
        Assert.Empty(problems.All);
    }

    [Fact]
    public void A_layout_without_a_block_leaves_the_words_as_they_are() =>
        Assert.Equal("<p>a</p>", InlineStyles.TakenFrom(new TemplateSource("layout", "<style>p { color: red }</style>"), new ProblemList()).Styles.Put("<p>a</p>", "M", "M"));

    [Theory]
    [InlineData("p { margin: 0", "3:1: a rule is written: element { property: value; property: value }")]
    [InlineData("p }", "3:1: a rule is written: element { property: value; property: value }")]
    [InlineData("p { margin: 0 }\n x", "4:2: a rule is written: element { property: value; property: value }")]
    [InlineData(".note { margin: 0 }", "3:1: an inline style is for an element (p) or for one within another (li p)")]
    [InlineData("ol, ol > li { margin: 0 }", "3:5: an inline style is for an element (p) or for one within another (li p)")]
    [InlineData("p, { margin: 0 }", "3:4: an inline style is for an element (p) or for one within another (li p)")]
    [InlineData("p { margin }", "3:5: a declaration is written: property: value")]
    [InlineData("p { margin: 0;\n  : 1px }", "4:3: a declaration is written: property: value")]
    [InlineData("p { font-family: \"Segoe UI\" }", "3:5: a value stands in an attribute, so it may not contain \", <, > or &; quote with '")]
    [InlineData("p { background: url(https://x.example/y.png) }", "3:5: an inline style loads nothing and needs no !important")]
    public void Each_mistake_in_the_block_is_named_at_its_place(string block, string problem)
    {
        var shipped = ContentFolder.Read(Path.Combine(Repository.Root, "templates"), ".md", ".txt", ".yaml", ".html");
        var layout = $"<html>\n<style data-inline>\n{block}\n</style>\n{{{{ body }}}}";
        var result = TemplateSet.Read(new ContentFolder("templates", new Dictionary<string, string>(shipped.Texts) { ["layouts/email.html"] = layout }));
        Assert.Null(result.Templates);
        Assert.Contains(result.Problems, p => p.ToString().StartsWith($"templates/layouts/email.html:{problem}", StringComparison.Ordinal));
    }

    [Fact]
    public void A_block_that_is_never_closed_is_named()
    {
        var problems = new ProblemList();
        InlineStyles.TakenFrom(new TemplateSource("layout", "<html>\n  <style data-inline>\np { margin: 0 }"), problems);
        Assert.StartsWith("layout:2:3: this block is never closed; add </style>", Assert.Single(problems.All).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_the_words_are_only_styles_are_added_to_the_page()
    {
        var styles = Styles("p, h1, h2, li, a, code, blockquote, hr, img, br { margin: 0 }\nli p, blockquote p { margin: 1px }");
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var i = 0; i < 2000; i++)
        {
            var markdown = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            var html = Markdown.ToHtml(markdown, Pipeline);
            Assert.Equal(html, Style().Replace(Applied(styles, html), ""));
        }
    }

    static readonly string[] Pieces =
    [
        "\n", "\n\n", "# ", "- ", "1. ", "   ", "> ", "**", "*", "`", "```\n", "a", "<b>", "</p>", "<", ">", "\"", "&", "&lt;", "[a](https://a.example \"t>\\\"<\")", "![x](y>z)",
        "[a](<b c>)", "<https://a.example/>", "---\n", "\\", "  \n", "|", "style=\"margin: 2px\"", "ø", "\t",
    ];

    static InlineStyles Styles(string block)
    {
        var problems = new ProblemList();
        var styles = InlineStyles.TakenFrom(new TemplateSource("layout", $"<style data-inline>{block}</style>"), problems).Styles;
        Assert.Empty(problems.All);
        return styles;
    }

    [GeneratedRegex(" style=\"margin: 0(; margin: 1px)*\"")]
    private static partial Regex Style();
}
