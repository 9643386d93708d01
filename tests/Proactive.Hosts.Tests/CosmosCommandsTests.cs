using Proactive.Cosmos;
using Proactive.Engine.Storage;
using Proactive.Testing;
using Proactive.Testing.Cosmos;

namespace Proactive.Hosts.Tests;

/// <summary>The commands with citizens in Cosmos DB: what people see is what they see with a file.</summary>
public sealed class CosmosCommandsTests : IDisposable
{
    static readonly string[][] Month =
    [
        ["citizens", "import", "samples/citizens.csv"],
        ["ingest", "samples/events.ndjson", "--now", "2026-11-09T09:10+01:00"],
        ["ingest", "samples/events.ndjson", "--now", "2026-11-09T09:20+01:00"],
        ["deliver", "--now", "2026-11-09T09:10+01:00", "--until", "2026-12-09T12:00+01:00"],
        ["log"], ["log", "--state", "sent", "--channel", "email", "--format", "csv"], ["notices", "list"], ["rejected", "list"], ["hold", "show"],
        ["citizens", "show", "dk-1001"], ["citizens", "export", "dk-1001", "--now", "2026-12-09T12:00+01:00"],
        ["citizens", "erase", "dk-1001", "--yes", "--now", "2026-12-09T12:00+01:00"], ["citizens", "show", "dk-1001"], ["log"],
        ["ingest", "samples/events.ndjson", "--now", "2026-12-09T12:00+01:00"],
    ];

    readonly CommandLine _file = new();
    readonly CommandLine _cosmos = new();
    readonly CosmosServer _server = new();

    public CosmosCommandsTests()
    {
        foreach (var cli in new[] { _file, _cosmos })
            foreach (var key in new[] { "PROACTIVE_CITIZEN_KEY", "PROACTIVE_MASTER_KEY" }) cli.Variables[key] = Convert.ToBase64String(new byte[32]);
    }

    public void Dispose()
    {
        _file.Dispose();
        _cosmos.Dispose();
    }

    [Fact]
    public async Task A_month_prints_the_same_whichever_store_it_is_lived_on()
    {
        await using var listening = await _server.Listen();
        _cosmos.Variables["PROACTIVE_COSMOS_CONNECTION"] = listening.ConnectionString;
        foreach (var command in Month)
        {
            var (wanted, found) = (await _file.Proactive(command), await _cosmos.Proactive([.. command, "--store", "cosmos"]));
            Assert.Equal(Text(command, _file, wanted), Text(command, _cosmos, found));
        }

        Assert.Equal(0, (await _cosmos.Proactive("audit", "verify", "--store", "cosmos")).ExitCode);
        Assert.False(File.Exists(Path.Combine(_cosmos.Data, "proactive.db")));
        Assert.Equal(_file.Outbox, _cosmos.Outbox);
    }

    [Fact]
    public async Task A_command_goes_by_the_rules_in_force_and_changes_them_only_where_it_is_given_a_folder()
    {
        await using var listening = await _server.Listen();
        _cosmos.Variables["PROACTIVE_COSMOS_CONNECTION"] = listening.ConnectionString;
        var (master, stop) = (new BodyCodec(new MasterKey(new byte[MasterKey.Length])), TestContext.Current.CancellationToken);
        await using var store = await CosmosStore.Open(new CosmosOptions { ConnectionString = listening.ConnectionString, HttpClient = () => new HttpClient() }, master, cancellation: stop);
        var (inForce, folder) = (RuleFolders.AtOnce, RuleFolders.With());
        await RuleBooks.Begin(store, RuleFolders.Book(inForce), inForce, stop);

        Assert.Equal(0, (await _cosmos.Proactive("deliver", "--store", "cosmos")).ExitCode);
        Assert.Equal(inForce.Hash, (await RuleBooks.Resume(store, stop))!.Current.Hash);

        // One that this program cannot read is not replaced in passing either.
        var newer = RuleFolders.WithTown("when:", "whenever:");
        await store.KeepRuleBook(newer, stop);
        await store.KeepNote(RuleBooks.Note, newer.Hash, stop);
        var refused = await _cosmos.Proactive("deliver", "--store", "cosmos");
        Assert.Equal((3, "This program cannot read the rule book that is in force. Use the program that published it, or a newer one.\n"), (refused.ExitCode, refused.Talk));
        Assert.Equal(newer.Hash, await store.FindNote(RuleBooks.Note, stop));

        RuleFolders.Write(folder, Path.Combine(_cosmos.Data, "rules"));
        Assert.Equal(0, (await _cosmos.Proactive("deliver", "--store", "cosmos", "--rules", Path.Combine(_cosmos.Data, "rules"))).ExitCode);
        Assert.Equal(folder.Hash, (await RuleBooks.Resume(store, stop))!.Current.Hash);
    }

    [Fact]
    public async Task What_is_missing_or_not_for_this_store_is_said()
    {
        var other = await _cosmos.Proactive("log", "--store", "oracle");
        Assert.Equal((2, "--store is sqlite or cosmos.\nRun 'proactive --help' to see what there is.\n"), (other.ExitCode, other.Talk));

        var nowhere = await _cosmos.Proactive("log", "--store", "cosmos");
        Assert.Equal(3, nowhere.ExitCode);
        Assert.Equal("Nobody says where Azure Cosmos DB is: set PROACTIVE_COSMOS_ENDPOINT to the account's address, or PROACTIVE_COSMOS_CONNECTION to a connection string.\n", nowhere.Talk);

        _cosmos.Variables["PROACTIVE_COSMOS_CONNECTION"] = "AccountEndpoint=http://127.0.0.1:1/;AccountKey=c2VjcmV0;";
        var silent = await _cosmos.Proactive("log", "--store", "cosmos");
        Assert.Equal(3, silent.ExitCode);
        Assert.DoesNotContain("c2VjcmV0", silent.Talk, StringComparison.Ordinal);
        Assert.Contains("The store cosmos proactive at 127.0.0.1 could not be opened: no answer came.", silent.Talk, StringComparison.Ordinal);

        await using var listening = await _server.Listen();
        _cosmos.Variables["PROACTIVE_COSMOS_CONNECTION"] = listening.ConnectionString;
        var copied = await _cosmos.Proactive("backup", Path.Combine(_cosmos.Data, "copy.db"), "--store", "cosmos");
        Assert.Equal((2, "Azure Cosmos DB makes its own backups; deploy/README.md says how to restore one.\n"), (copied.ExitCode, copied.Talk));
    }

    static string Text(string[] command, CommandLine cli, Run run)
    {
        // How much was searched depends on what lies in the folder.
        var lines = $"{run.Out}\n{run.Talk}".Replace(cli.Data, "DATA", StringComparison.Ordinal).Split('\n').Where(l => !l.Contains("bytes searched", StringComparison.Ordinal));
        return $"{string.Join(' ', command)}: {run.ExitCode}\n{string.Join('\n', lines)}";
    }
}
