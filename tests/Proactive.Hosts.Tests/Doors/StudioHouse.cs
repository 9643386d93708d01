using Proactive.Engine;
using Proactive.Engine.Oversight;
using Proactive.Testing;
using Proactive.Web;
using Proactive.Web.Entrance;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>A host with the shipped rules, which can be changed, and the people of two agencies.</summary>
sealed class StudioHouse : IAsyncDisposable
{
    /// <summary>A file of dk.municipality, the tests beside it, and a file of dk.postnord in the same life event.</summary>
    public const string RuleFile = "dk/moving/municipality.yaml", TestsFile = "dk/moving/tests.yaml", OthersFile = "dk/moving/postnord.yaml";

    readonly Dictionary<string, string> _texts = Repository.RuleFolder.Texts.ToDictionary();

    StudioHouse() { }

    public DoorHost Host { get; private set; } = null!;

    public static async Task<StudioHouse> Open(bool writes = true)
    {
        var house = new StudioHouse();
        // After the day on which the shipped rules' sources were last read.
        var scenario = await Scenario.Begin("2026-11-23T10:00", Scenario.Adult("en"), options: new FlowOptions { PublicUrl = new Uri("https://notices.example.org/") });
        house.Host = await DoorHost.Start(scenario, ruleFiles: new RuleFiles(() => house.Files, writes ? house.Write : null));
        return house;
    }

    /// <summary>Another process over the same store and files.</summary>
    public async Task Restart()
    {
        await Host.DisposeAsync();
        Host = await DoorHost.Start(Host.Scenario, ruleFiles: new RuleFiles(() => Files, Write));
    }

    /// <summary>What lies in the rules folder.</summary>
    public ContentFolder Files => new("rules", _texts);

    /// <summary>Thrown instead of writing, if there is one.</summary>
    public Exception? Full { get; set; }

    /// <summary>Somebody changes a file without the studio.</summary>
    public void ChangeOutside(string path, string old, string changed) => _texts[path] = Changed(_texts[path], old, changed);

    public string Text(string path) => _texts[path];

    public static string Changed(string text, string old, string changed) =>
        text.Contains(old, StringComparison.Ordinal) ? text.Replace(old, changed, StringComparison.Ordinal) : throw new ArgumentException($"'{old}' is not in the text.");

    public Task<DoorHost.Visitor> Author(string agency = "dk.municipality") => Host.Staff(new Actor("Anna", [Role.Author], agency));

    public Task<DoorHost.Visitor> Approver(string agency = "dk.municipality") => Host.Staff(new Actor("Bo", [Role.Approver], agency));

    public Task<DoorHost.Visitor> Both(string name = "Anna", string agency = "dk.municipality") => Host.Staff(new Actor(name, [Role.Author, Role.Approver], agency));

    /// <summary>A draft of a file, begun as an author does; its path.</summary>
    public static async Task<string> Begin(DoorHost.Visitor author, string file = RuleFile)
    {
        var begun = await author.Submit("/studio/files", "/studio/drafts", ("file", file));
        Assert.NotNull(begun.Location);
        return begun.Location.Split("/edit")[0];
    }

    /// <summary>Saves the draft with a file changed.</summary>
    public async Task<DoorHost.Answer> Save(DoorHost.Visitor author, string draft, string old, string changed, string file = RuleFile) =>
        await author.Submit($"{draft}/edit?file={Uri.EscapeDataString(file)}", $"{draft}/edit", ("text", Changed(await Typed(author, draft, file), old, changed)));

    /// <summary>What stands in the editor.</summary>
    public static async Task<string> Typed(DoorHost.Visitor author, string draft, string file = RuleFile) =>
        (await author.Get($"{draft}/edit?file={Uri.EscapeDataString(file)}")).Document.QuerySelector("textarea#text")!.TextContent.TrimStart('\n');

    /// <summary>A draft that moves the deadline of reporting a move, with its tests, submitted; its path.</summary>
    public async Task<string> Submitted(DoorHost.Visitor author)
    {
        var draft = await Begin(author);
        await Save(author, draft, "MitID, the Danish digital ID", "MitID");
        Assert.Equal(draft, (await author.Submit(draft, $"{draft}/submit", ("why", "Everybody knows MitID."))).Location);
        return draft;
    }

    /// <summary>The lines of the audit log from a draft's way.</summary>
    public async Task<IReadOnlyList<string>> Audit() => await Host.Scenario.Store.ReadAudit(new AuditQuery(), CancellationToken.None)
        .Where(l => l.Entry.What is not "signed-in").Select(l => $"{l.Entry.Who}: {l.Entry.What}{(l.Entry.Why is { } why ? $" ({why})" : "")}").ToListAsync();

    Task Write(IReadOnlyDictionary<string, string?> texts, CancellationToken cancellation)
    {
        if (Full is { } full) throw full;
        foreach (var (path, text) in texts)
            if (text is null) _texts.Remove(path);
            else _texts[path] = text;
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
