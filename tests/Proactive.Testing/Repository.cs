using Proactive.Engine;
using Proactive.Engine.Rendering;
using Proactive.Engine.Rules;

namespace Proactive.Testing;

/// <summary>The content shipped with the project, found from wherever the tests run.</summary>
public static class Repository
{
    /// <summary>The folder that holds <c>Proactive.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    public static ContentFolder RuleFolder { get; } = ContentFolder.Read(Path.Combine(Root, "rules"), ".yaml");

    public static RuleBook RuleBook { get; } = Required(RuleBook.Read(RuleFolder));

    public static ContentFolder TemplateFolder { get; } = ContentFolder.Read(Path.Combine(Root, "templates"), ".md", ".txt", ".yaml", ".html");

    public static TemplateSet Templates { get; } = Required(TemplateSet.Read(TemplateFolder));

    static RuleBook Required(RuleBookResult result) => result.Book ?? throw new InvalidOperationException(string.Join("\n", result.Problems));

    static TemplateSet Required(TemplateSetResult result) => result.Templates ?? throw new InvalidOperationException(string.Join("\n", result.Problems));

    static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Proactive.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("Proactive.sln is in no folder above the tests.");
    }
}
