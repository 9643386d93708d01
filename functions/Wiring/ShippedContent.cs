using Proactive.Engine;
using Proactive.Engine.Rendering;
using Proactive.Engine.Rules;
using Proactive.Engine.Storage;
using Proactive.Functions.Templates;

namespace Proactive.Functions.Wiring;

/// <summary>The rules and templates that lie beside the program.</summary>
static class ShippedContent
{
    static string Folder(string name) => Path.Combine(AppContext.BaseDirectory, name);

    /// <summary>The rule book that is in force in the store; where there is none yet, the one that was shipped.</summary>
    /// <exception cref="InvalidDataException">The rules cannot be read: those in force are for a newer program, or those shipped have problems.</exception>
    public static async Task<RuleBooks> Rules(IStore store, CancellationToken cancellation = default)
    {
        // Ours in its place would take back what the studio has published.
        if (await RuleBooks.ResumeOnly(store, cancellation) is { } resumed) return resumed;
        var files = ContentFolder.Read(Folder("rules"), ".yaml", ".yml");
        var (book, problems) = RuleBook.Read(files);
        return await RuleBooks.Begin(store, book ?? throw Unreadable(problems), files, cancellation);
    }

    /// <exception cref="InvalidDataException">There are problems.</exception>
    public static TemplateSet Templates()
    {
        var (templates, problems) = TemplateSet.Read(ContentFolder.Read(Folder("templates"), ".md", ".txt", ".yaml", ".html"), new ScribanTemplates());
        return templates ?? throw Unreadable(problems);
    }

    static InvalidDataException Unreadable(IEnumerable<Problem> problems) => new(string.Join("\n\n", problems.Where(p => !p.IsWarning)));
}
