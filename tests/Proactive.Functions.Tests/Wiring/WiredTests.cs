using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Proactive.Engine;
using Proactive.Engine.Storage;
using Proactive.Functions.Wiring;
using Proactive.Testing;

namespace Proactive.Functions.Tests.Wiring;

/// <summary>The app as it is put together, and what is shipped with it.</summary>
public sealed class WiredTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static IEnumerable<Type> Triggers => typeof(OnSweep).Assembly.GetTypes().Where(t => t.GetMethods().Any(m => m.GetCustomAttribute<FunctionAttribute>() is not null));

    [Fact]
    public async Task Each_trigger_finds_all_it_needs()
    {
        await using var store = new MemoryStore();
        await using var services = new ServiceCollection().AddLogging()
            .AddProactive(SettingsTests.Read(SettingsTests.Deployed).Settings!, store, _ => Task.CompletedTask, await ShippedContent.Rules(store, Stop), ShippedContent.Templates(), TimeProvider.System).BuildServiceProvider(validateScopes: true);
        Assert.Equal(6, Triggers.Count());
        foreach (var trigger in Triggers) Assert.NotNull(ActivatorUtilities.CreateInstance(services, trigger));
        var flow = services.GetRequiredService<Flow>();
        Assert.Equal(["email"], services.GetRequiredService<OpenChannels>().Channels.Select(c => c.Name));
        Assert.NotNull(flow.SessionOf(Encoding.UTF8.GetBytes(Tests.Triggers.World.Moved())));
    }

    [Fact]
    public async Task Where_no_rule_book_is_in_force_the_shipped_one_is_put_in_force_and_else_the_one_in_the_store_goes_on()
    {
        await using var store = new MemoryStore();
        var begun = await ShippedContent.Rules(store, Stop);
        Assert.Equal(Repository.RuleFolder.Hash, begun.Current.Hash);
        await begun.Replace(RuleFolders.Book(RuleFolders.AtOnce), RuleFolders.AtOnce, Stop);
        Assert.Equal(RuleFolders.AtOnce.Hash, (await ShippedContent.Rules(store, Stop)).Current.Hash);
    }

    [Fact]
    public async Task A_rule_book_that_this_program_cannot_read_is_not_replaced_by_an_older_one()
    {
        await using var store = new MemoryStore();
        var newer = RuleFolders.WithTown("due: effective + days(5)", "somethingNew: 7");
        await store.KeepRuleBook(newer, Stop);
        await store.KeepNote(RuleBooks.Note, newer.Hash, Stop);
        await Assert.ThrowsAsync<InvalidDataException>(() => ShippedContent.Rules(store, Stop));
        Assert.Equal(newer.Hash, await store.FindNote(RuleBooks.Note, Stop));
    }

    [Fact]
    public void Triggers_are_short_and_only_wake()
    {
        var folder = Path.Combine(Repository.Root, "functions");
        var files = Directory.GetFiles(folder, "*.cs");
        Assert.Equal(Triggers.Select(t => $"{t.Name}.cs").Append("Program.cs").Order(), files.Select(Path.GetFileName).Order());
        foreach (var file in files) Assert.True(File.ReadLines(file).Count() < (file.EndsWith("Program.cs", StringComparison.Ordinal) ? 40 : 60), $"{file} is too long");
    }

    [Fact]
    public void Files_are_short_and_lie_at_most_two_folders_deep()
    {
        var folder = Path.Combine(Repository.Root, "functions");
        var files = Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories).Select(f => (Name: Path.GetRelativePath(folder, f), Lines: File.ReadLines(f).Count()))
            .Where(f => !f.Name.StartsWith("bin", StringComparison.Ordinal) && !f.Name.StartsWith("obj", StringComparison.Ordinal)).ToList();
        Assert.All(files, f => Assert.True(f.Lines <= 200 && f.Name.Split('/', '\\').Length <= 2, f.Name));
        Assert.All(files.GroupBy(f => Path.GetDirectoryName(f.Name)), g => Assert.NotEqual(1, g.Count()));
    }

    // What the platform is told, as its SDK has written it.
    [Fact]
    public void The_platform_is_told_what_wakes_the_app()
    {
        using var metadata = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "functions.metadata")));
        static string Write(JsonProperty told) => $"{told.Name}={(told.Value.ValueKind == JsonValueKind.Array ? string.Join(',', told.Value.EnumerateArray()) : told.Value)}";
        var lines = metadata.RootElement.EnumerateArray().Select(f =>
            $"{f.GetProperty("name")}: {string.Join(' ', f.GetProperty("bindings")[0].EnumerateObject().Where(p => p.Name is not ("name" or "direction" or "properties")).Select(Write))}");
        Snapshot.Matches(string.Join('\n', lines.Order(StringComparer.Ordinal)), "Triggers");
    }
}
