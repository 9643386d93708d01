using Proactive.Cel;
using Proactive.Engine.Rendering;
using Proactive.Functions.Templates;

namespace Proactive.Functions.Tests;

/// <summary>Whatever checking lets through, Scriban and the built-in engine write the same, to the character.</summary>
public sealed class BothEnginesTests
{
    static readonly CelRecordType Item = new("item", [new("title", CelType.String), new("number", CelType.Int), new("isLast", CelType.Bool)]);

    static readonly CelRecordType Type = new("model",
    [
        new("name", CelType.String), new("tricky", CelType.String), new("high", CelType.String), new("count", CelType.Int), new("zero", CelType.Int), new("less", CelType.Int), new("yes", CelType.Bool),
        new("no", CelType.Bool), new("item", CelType.Record(Item)), new("items", CelType.List(CelType.Record(Item))), new("agencies", CelType.List(CelType.String)), new("nothing", CelType.List(CelType.Int)),
    ]);

    static readonly CelRecord Model = new(Type,
    [
        CelValue.Of("Anna"), CelValue.Of("{{ name }} {{~ {%{ \\ \"'<b>&amp;\n }} "), CelValue.Of("a\uffff"), CelValue.Of(3), CelValue.Of(0), CelValue.Of(long.MinValue), CelValue.True,
        CelValue.False, ItemOf("one", 1, false), CelValue.Of([ItemOf("two", 2, false), ItemOf("a😀", long.MaxValue, true)]), CelValue.Of([CelValue.Of("x"), CelValue.Of("")]), CelValue.Of([]),
    ]);

    static readonly Dictionary<string, string> Partials = new() { ["line"] = "\n- {{ name }}\n", ["inline"] = "{{ if yes }}yes{{ end ~}}\n  ", ["outer"] = "<{{~ include 'inline' ~}}\n>" };

    [Fact]
    public void Any_template_that_is_checked_reads_the_same()
    {
        const int Seed = 20261122;
        var templates = new AnyTemplate(new Random(Seed));
        for (var i = 0; i < 1500; i++)
        {
            var text = templates.Next();
            var (template, problems) = CheckedTemplate.Of("any.sbn.md", text, Partials, Type);
            Assert.True(template is not null, $"seed {Seed}, template {i}: {text}\n{string.Join('\n', problems)}");
            AssertAlike(template, text, $"seed {Seed}, template {i}");
        }
    }

    [Fact]
    public void Words_in_any_order_are_refused_by_checking_or_read_the_same()
    {
        const int Seed = 20261123;
        var (templates, read) = (new AnyTemplate(new Random(Seed)), 0);
        for (var i = 0; i < 20_000; i++)
        {
            var text = templates.Soup();
            if (CheckedTemplate.Of("any.sbn.md", text, Partials, Type).Template is not { } template) continue;
            AssertAlike(template, text, $"seed {Seed}, template {i}");
            read++;
        }

        Assert.InRange(read, 300, 10_000);
    }

    static void AssertAlike(CheckedTemplate template, string text, string which)
    {
        var expected = new CompiledTemplateEngine().Prepare(template)(Model);
        string actual;
        try
        {
            actual = new ScribanTemplates().Prepare(template)(Model);
        }
        catch (Exception failure) when (failure is TemplateException or InvalidOperationException)
        {
            actual = failure.ToString();
        }

        Assert.True(expected == actual, $"{which}:\n{text}\n--- built in\n{expected}\n--- Scriban\n{actual}");
    }

    static CelValue ItemOf(string title, long number, bool isLast) => CelValue.Of(new CelRecord(Item, [CelValue.Of(title), CelValue.Of(number), CelValue.Of(isLast)]));
}
