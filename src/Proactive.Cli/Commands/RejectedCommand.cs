using System.CommandLine;
using System.Text;
using Proactive.Cli.Data;
using Proactive.Cli.Output;
using Proactive.Engine.Events;
using Proactive.Engine.Storage;

namespace Proactive.Cli.Commands;

/// <summary><c>proactive rejected list|show|replay</c>: events that were not accepted, or are held.</summary>
static class RejectedCommand
{
    static readonly string[] Columns = ["id", "time", "reason", "type", "next try", "path", "detail"];

    public static Command Create(Settings settings)
    {
        var id = new Argument<string>("id") { Description = "As 'rejected list' shows it" };
        var show = new Command("show", "Show one with its payload (personal data)") { id };
        show.SetAction((parsed, cancellation) => Show(parsed, settings, parsed.GetValue(id)!, cancellation));
        return new Command("rejected", "Events that were not accepted, or are held") { CreateList(settings), show, ReplayCommand.Create(settings) };
    }

    static Command CreateList(Settings settings)
    {
        var listing = new Listing();
        var (reason, type) = (ReasonOption(), TypeOption());
        var list = new Command("list", "List them with their reasons, oldest first") { reason, type, listing.Format };
        list.SetAction(async (parsed, cancellation) =>
        {
            await using var store = await DataFolder.Of(parsed, settings).OpenStoreToRead();
            var query = new RejectedQuery(parsed.GetValue(reason), parsed.GetValue(type));
            var count = await listing.Print(parsed, Columns, store.ListRejected(query, cancellation).Select(Row));
            if (count == 0) await Console.Error.WriteLineAsync("No such event is kept.");
            return ExitCode.Fine;
        });
        return list;
    }

    public static Option<RejectionReason?> ReasonOption() => new("--reason")
    {
        Description = "Only those with this reason, e.g. unknown-person or unusual-volume",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            foreach (var reason in Enum.GetValues<RejectionReason>())
                if (Rejection.CodeOf(reason) == text) return reason;
            result.AddError($"There is no reason '{text}'. The reasons are {string.Join(", ", Enum.GetValues<RejectionReason>().Select(Rejection.CodeOf))}.");
            return null;
        },
    };

    public static Option<string?> TypeOption() => new("--type") { Description = "Only those of this event type" };

    /// <summary>The kept event with this id; ends the command where there is none.</summary>
    public static async Task<RejectedEvent> Find(IStore store, string id, CancellationToken cancellation) =>
        await store.FindRejected(id, cancellation) ?? throw new CommandFailure(ExitCode.Problems, $"No rejected event has the id {id}; 'proactive rejected list' shows them.");

    static IReadOnlyList<string> Row(RejectedEvent rejected) =>
    [
        rejected.Id, Time(rejected.At), rejected.Rejection.Code, rejected.Type ?? "",
        rejected.RetryAt is { } retry ? Time(retry) : "", rejected.Rejection.Path, rejected.Rejection.Detail,
    ];

    static string Time(DateTimeOffset at) => $"{at.UtcDateTime:yyyy-MM-dd HH:mm}Z";

    static async Task<int> Show(ParseResult parsed, Settings settings, string id, CancellationToken cancellation)
    {
        await using var store = await DataFolder.Of(parsed, settings).OpenStoreToRead();
        var rejected = await Find(store, id, cancellation);
        await Audit.RejectedShown(store, id);
        await Console.Error.WriteLineAsync($"{rejected.Rejection}\nreceived {Time(rejected.At)}, {rejected.Payload.Length} bytes:");
        await Console.Out.WriteLineAsync(Encoding.UTF8.GetString(rejected.Payload.Span));
        return ExitCode.Fine;
    }
}
