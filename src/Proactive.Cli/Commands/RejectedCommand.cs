using System.CommandLine;
using System.Text;
using Proactive.Cli.Output;
using Proactive.Engine;
using Proactive.Engine.Storage;

namespace Proactive.Cli.Commands;

/// <summary><c>proactive rejected list|show|replay</c>: events that were not accepted.</summary>
static class RejectedCommand
{
    public static Command Create(Settings settings)
    {
        var id = new Argument<string>("id") { Description = "As 'rejected list' shows it" };
        var show = new Command("show", "Show one with its payload (personal data)") { id };
        show.SetAction((parsed, cancellation) => Show(parsed, settings, parsed.GetValue(id)!, cancellation));

        var ids = new Argument<string[]>("id") { Description = "Which; or --all", Arity = ArgumentArity.ZeroOrMore };
        var all = new Option<bool>("--all") { Description = "Every rejected event" };
        var replay = new Command("replay", "Take rejected events in again, after the rules or persons were mended") { ids, all };
        replay.SetAction((parsed, cancellation) => Replay(parsed, settings, parsed.GetValue(ids)!, parsed.GetValue(all), cancellation));

        return new Command("rejected", "Events that were not accepted") { CreateList(settings), show, replay };
    }

    static Command CreateList(Settings settings)
    {
        var listing = new Listing();
        var list = new Command("list", "List them with their reasons") { listing.Format };
        list.SetAction(async (parsed, cancellation) =>
        {
            await using var store = DataFolder.Of(parsed, settings).OpenStoreToRead();
            var count = await listing.Print(parsed, ["id", "time", "reason", "path", "type", "detail"], store.ListRejected(new RejectedQuery(), cancellation).Select(Row));
            if (count == 0) await Console.Error.WriteLineAsync("No event is rejected.");
            return ExitCode.Fine;
        });
        return list;
    }

    static IReadOnlyList<string> Row(RejectedEvent rejected) =>
        [rejected.Id, $"{rejected.At.UtcDateTime:yyyy-MM-dd HH:mm}Z", rejected.Rejection.Code, rejected.Rejection.Path, rejected.Type ?? "", rejected.Rejection.Detail];

    static async Task<int> Show(ParseResult parsed, Settings settings, string id, CancellationToken cancellation)
    {
        await using var store = DataFolder.Of(parsed, settings).OpenStoreToRead();
        var rejected = await Find(store, id, cancellation);
        await Console.Error.WriteLineAsync($"{rejected.Rejection}\nreceived {rejected.At.UtcDateTime:yyyy-MM-dd HH:mm}Z, {rejected.Payload.Length} bytes:");
        await Console.Out.WriteLineAsync(Encoding.UTF8.GetString(rejected.Payload.Span));
        return ExitCode.Fine;
    }

    static async Task<int> Replay(ParseResult parsed, Settings settings, string[] ids, bool all, CancellationToken cancellation)
    {
        if (all == ids.Length > 0) throw new CommandFailure(ExitCode.Usage, "Name the events to replay, or say --all.");
        await using var workspace = await Workspace.Open(parsed, settings);
        var events = new List<RejectedEvent>();
        if (all) await foreach (var rejected in workspace.Store.ListRejected(new RejectedQuery(), cancellation)) events.Add(rejected);
        else foreach (var id in ids) events.Add(await Find(workspace.Store, id, cancellation));

        var tally = new IngestTally();
        foreach (var rejected in events)
        {
            var receipt = await workspace.Flow.Receive(rejected.Payload, cancellation);
            if (receipt.Status != ReceiptStatus.Rejected) await workspace.Store.RemoveRejected(rejected.Id, cancellation);
            tally.Add(receipt);
        }

        tally.Print();
        return tally.Rejected == 0 ? ExitCode.Fine : ExitCode.Problems;
    }

    static async Task<RejectedEvent> Find(IStore store, string id, CancellationToken cancellation) =>
        await store.FindRejected(id, cancellation) ?? throw new CommandFailure(ExitCode.Problems, $"No rejected event has the id {id}; 'proactive rejected list' shows them.");
}
