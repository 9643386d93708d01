using Proactive.Engine.Rendering;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Rendering;

public sealed class TemplateProblemTests
{
    static readonly ContentFolder Shipped = ContentFolder.Read(Path.Combine(Repository.Root, "templates"), ".md", ".txt", ".yaml", ".html");

    static IReadOnlyList<string> ProblemsOf(string text, string path = "en/start.sbn.md") =>
        [.. TemplateSet.Read(new ContentFolder("templates", new Dictionary<string, string>(Shipped.Texts) { [path] = text })).Problems.Select(p => p.ToString())];

    static IEnumerable<string> ProblemsWithout(string path) =>
        TemplateSet.Read(new ContentFolder("templates", Shipped.Texts.Where(t => t.Key != path).ToDictionary())).Problems.Select(p => p.ToString());

    public static TheoryData<string, string> Mistakes => new()
    {
        { "# {{ guide.titel }}", "1:12: 'guide' has no field 'titel'. Did you mean 'title'?" },
        { "# x\n{{ nobody }}", "2:4: 'nobody' is not a name known here." },
        { "# x\n{{ if count > 0 }}a", "2:4: 'if count > 0' is never closed; add {{ end }}" },
        { "# x\n{{ end }}", "2:4: 'end' closes nothing that is open" },
        { "# x\n{{ count", "2:1: this {{ is never closed; add }} on the same line" },
        { "# x\n{{ if count\n> 0 }}a{{ end }}", "2:1: this {{ is never closed; add }} on the same line" },
        { "# x\r\n{{ nobody }}", "2:4: 'nobody' is not a name known here." },
        { "# x\n{%{ {{ count }} }%}", "2:1: a template cannot hold {%" },
        { "# x\na\0b", "2:2: a template cannot hold a zero character" },
        { "# x\n{{ if size(steps) > 0 }}a{{ end }}", "2:7: 'size(steps) > 0' is more than a template may say" },
        { "# x\n{{ count + 1 }}", "2:4: 'count + 1' is more than a template may say" },
        { "# x\n{{ count > 0 ? 'a' : 'b' }}", "2:4: 'count > 0 ? 'a' : 'b'' is more than a template may say" },
        { "# x\n{{ if kind == 'a\\n' }}a{{ end }}", "2:7: 'kind == 'a\\n'' is more than a template may say" },
        { "# x\n{{ if 'a' in agencies }}a{{ end }}", "2:7: ''a' in agencies' is more than a template may say" },
        { "# x\n{{ if 1u < 2u }}a{{ end }}", "2:7: '1u < 2u' is more than a template may say" },
        { "# x\n{{ 0x1F }}", "2:4: '0x1F' is more than a template may say" },
        { "# x\n{{ r'a' }}", "2:4: 'r'a'' is more than a template may say" },
        { "# x\n{{ '''a''' }}", "2:4: ''''a'''' is more than a template may say" },
        { "# x\n{{ for this in steps }}a{{ end }}", "2:16: 'this' is already the name of something else; choose another" },
        { "# x\n{{ }}", "2:4: the braces are empty" },
        { "# x\n{{ steps }}", "2:4: 'steps' is list<step>; only text and whole numbers can be printed" },
        { "# x\n{{ for step in count }}{{ end }}", "2:16: 'count' is int, not a list" },
        { "# x\n{{ for count in steps }}{{ end }}", "2:17: 'count' is already the name of something else; choose another" },
        { "# x\n{{ if count }}{{ end }}", "2:7: " },
        { "# x\n{{ include 'missing' }}", "2:4: there is no partial 'missing' for this language" },
        { "# x\n{{ while true }}", "2:4: 'while true' cannot be read; write if condition, for x in list, or include 'name'" },
    };

    [Theory, MemberData(nameof(Mistakes))]
    public void Each_mistake_in_a_template_is_named_at_its_place(string text, string problem) =>
        Assert.Contains(ProblemsOf(text), p => p.StartsWith($"templates/en/start.sbn.md:{problem}", StringComparison.Ordinal));

    [Fact]
    public void A_partial_that_includes_itself_is_refused() =>
        Assert.Contains(ProblemsOf("{{ include 'step' }}", "en/partials/step.sbn.md"), p => p.Contains("include each other more than 8 deep", StringComparison.Ordinal));

    [Fact]
    public void Partials_that_include_each_other_without_end_in_sight_are_refused()
    {
        var many = string.Concat(Enumerable.Repeat("{{ include 'places' }}", 201));
        Assert.Contains(ProblemsOf(many, "en/partials/contact.sbn.md"), p => p.Contains("include more than 200 partials", StringComparison.Ordinal));
    }

    [Fact]
    public void A_language_that_lacks_a_template_is_named() =>
        Assert.Contains("templates/en: text-message.sbn.txt is missing", ProblemsWithout("en/text-message.sbn.txt"));

    [Fact]
    public void A_template_of_no_kind_is_named() =>
        Assert.Contains(ProblemsOf("# x", "en/remainder.sbn.md"), p => p.StartsWith("templates/en/remainder.sbn.md: there is no template of this name", StringComparison.Ordinal));
}
