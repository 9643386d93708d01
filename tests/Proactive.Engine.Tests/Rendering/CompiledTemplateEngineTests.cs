using Proactive.Cel;
using Proactive.Engine.Rendering;

namespace Proactive.Engine.Tests.Rendering;

public sealed class CompiledTemplateEngineTests : TemplateEngineCompliance
{
    protected override ITemplateEngine Engine { get; } = new CompiledTemplateEngine();

    [Fact]
    public void What_goes_wrong_names_line_and_column()
    {
        var (template, _) = CheckedTemplate.Of("a.sbn.md", "\n{{ for a in many }}{{ for b in many }}{{ end }}{{ end }}", new Dictionary<string, string>(), ManyType);
        var many = CelValue.Of([.. Enumerable.Repeat(CelValue.True, 200)]);
        Assert.Equal("a.sbn.md:2:32: its loops turn more than 20000 times", Assert.Throws<TemplateException>(() => Engine.Prepare(template!)(new CelRecord(ManyType, [many]))).Message);
    }

    static CelRecordType ManyType { get; } = new("model", [new("many", CelType.List(CelType.Bool))]);
}
