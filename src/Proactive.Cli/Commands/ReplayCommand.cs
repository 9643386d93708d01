using System.CommandLine;
using Proactive.Cli.Output;
using Proactive.Engine;
using Proactive.Engine.Events;
using Proactive.Engine.Storage;

namespace Proactive.Cli.Commands;

/// <summary><c>proactive rejected replay</c>: takes kept events in again, after the rules or persons were mended; a dry run first.</summary>
sealed class ReplayCommand
{
    // Of a dry run, so that its answers need not all be in memory.
    const int ExaminedTogether = 256;

    static readonly string[] Columns = ["reason", "type", "events", "accepted", "duplicate", "held", "rejected"];

    readonly Argument<string[]> _ids = new("id") { Description = "Which; or --all, --reason or --type", Arity = ArgumentArity.ZeroOrMore };
    readonly Option<bool> _all = new("--all") { Description = "Every kept event" };
    readonly Option<RejectionReason?> _reason = RejectedCommand.ReasonOption();
    readonly Option<string?> _type = RejectedCommand.TypeOption();
    readonly PaceOptions _pace = new();
    readonly Listing _listing = new();

    public static Command Create(Settings settings)
    {
        var replay = new ReplayCommand();
        var command = new Command("replay", "Take kept events in again, those held for unusual volume too; without --yes it only says what would come of it")
        {
            replay._ids, replay._all, replay._reason, replay._type, replay._listing.Format,
        };
        replay._pace.AddTo(command);
        command.SetAction((parsed, cancellation) => replay.Run(parsed, settings, cancellation));
        return command;
    }

    async Task<int> Run(ParseResult parsed, Settings settings, CancellationToken cancellation)
    {
        var (ids, query) = (parsed.GetValue(_ids)!, new RejectedQuery(parsed.GetValue(_reason), parsed.GetValue(_type)));
        var filtered = query.Reason is not null || query.Type is not null;
        if ((ids.Length > 0 ? 1 : 0) + (parsed.GetValue(_all) ? 1 : 0) + (filtered ? 1 : 0) != 1)
            throw new CommandFailure(ExitCode.Usage, "Say which events: their ids, or --all, or --reason and --type.");
        var isMeant = _pace.IsMeant(parsed);
        await using var workspace = await Workspace.Open(parsed, settings);
        var limit = _pace.Limit(parsed);
        var events = ids.Length > 0 ? await Find(workspace.Store, ids, cancellation) : await workspace.Store.ListRejected(query, cancellation).Take(limit + 1).ToListAsync(cancellation);
        var more = events.Count > limit;
        if (more) events = events[..limit];
        if (events.Count == 0) await Console.Error.WriteLineAsync("No such event is kept.");
        if (events.Count == 0) return ExitCode.Fine;
        var answer = isMeant ? await Replay(workspace, events, _pace.PerSecond(parsed), cancellation) : await Examine(parsed, workspace.Flow, events, cancellation);
        if (more) await Console.Error.WriteLineAsync($"More are kept than the limit of {limit}; run it again for the next, or say --limit.");
        return answer;
    }

    async Task<int> Examine(ParseResult parsed, Flow flow, List<RejectedEvent> events, CancellationToken cancellation)
    {
        var counts = new SortedDictionary<(string Reason, string Type), int[]>();
        foreach (var chunk in events.Chunk(ExaminedTogether))
        {
            foreach (var (rejected, receipt) in chunk.Zip(await flow.Examine(chunk, cancellation)))
            {
                var kind = (rejected.Rejection.Code, rejected.Type ?? "");
                if (!counts.TryGetValue(kind, out var count)) counts[kind] = count = new int[Enum.GetValues<ReceiptStatus>().Length];
                count[(int)receipt.Status]++;
            }
        }

        var rows = counts.Select(IReadOnlyList<string> (c) =>
        [
            c.Key.Reason, c.Key.Type, $"{c.Value.Sum()}", $"{c.Value[(int)ReceiptStatus.Accepted]}", $"{c.Value[(int)ReceiptStatus.Duplicate]}",
            $"{c.Value[(int)ReceiptStatus.Held]}", $"{c.Value[(int)ReceiptStatus.Rejected]}",
        ]);
        await _listing.Print(parsed, Columns, rows.ToAsyncEnumerable());
        await Console.Error.WriteLineAsync($"A dry run: nothing was taken in. This is what would come of the {Format.Count(events.Count, "event")}; say --yes to take them in.");
        return ExitCode.Fine;
    }

    static async Task<int> Replay(Workspace workspace, List<RejectedEvent> events, int perSecond, CancellationToken cancellation)
    {
        var tally = new IngestTally(Console.Error.WriteLine);
        var (pace, number) = (new Pace(perSecond, workspace.Clock), 0);
        try
        {
            foreach (var portion in events.Chunk(pace.Portion))
            {
                await pace.Wait(portion.Length, cancellation);
                await Task.WhenAll(portion.Select(rejected => Audit.RejectedReplayed(workspace.Store, rejected.Id)));
                // Not cancelled any more: what is told to have been taken in has been.
                foreach (var receipt in await workspace.Flow.ReceiveAgain(portion, released: true, CancellationToken.None)) tally.Add(++number, receipt);
            }
        }
        finally
        {
            tally.Print();
        }

        return tally.IsFine ? ExitCode.Fine : ExitCode.Problems;
    }

    static async Task<List<RejectedEvent>> Find(IStore store, string[] ids, CancellationToken cancellation)
    {
        var events = new List<RejectedEvent>();
        foreach (var id in ids.Distinct()) events.Add(await RejectedCommand.Find(store, id, cancellation));
        return events;
    }
}
