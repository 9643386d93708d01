using Proactive.Engine.Rendering;
using Proactive.Engine.Tests.Rendering;
using Proactive.Functions.Templates;

namespace Proactive.Functions.Tests;

/// <summary>Scriban under the suite of the built-in engine, over the same reviewed messages.</summary>
public sealed class ScribanTemplatesTests : TemplateEngineCompliance
{
    protected override ITemplateEngine Engine { get; } = new ScribanTemplates();
}
