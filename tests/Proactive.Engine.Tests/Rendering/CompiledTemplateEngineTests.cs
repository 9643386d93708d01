using Proactive.Engine.Rendering;

namespace Proactive.Engine.Tests.Rendering;

public sealed class CompiledTemplateEngineTests : TemplateEngineCompliance
{
    protected override ITemplateEngine Engine { get; } = new CompiledTemplateEngine();
}
