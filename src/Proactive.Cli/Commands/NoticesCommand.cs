using System.CommandLine;
using Proactive.Cli.Data;
using Proactive.Cli.Output;
using Proactive.Engine.Delivery;
using Proactive.Engine.Notices;
using Proactive.Engine.Storage;

namespace Proactive.Cli.Commands;

/// <summary><c>proactive notices list|show|resend</c>: notices that did not reach their citizen, what became of one, and having them sent again.</summary>
static class NoticesCommand
{
    public static readonly IReadOnlyList<string> Columns = ["notice", "id", "citizen", "life event", "kind", "state", "reason", "channel", "time"];

    public static Command Create(Settings settings) => new("notices", "Notices that did not reach their citizen, and what became of one")
    {
        CreateList(settings),
        CreateShow(settings),
        ResendCommand.Create(settings),
    };

    static Command CreateList(Settings settings)
    {
        var listing = new Listing();
        var state = new Option<string?>("--state") { Description = "Only those in this state" }.AcceptOnlyFromAmong([.. DeadNotices.States.Select(s => Format.Words(s))]);
        var list = new Command("list", "List those that failed, bounced, expired or whose outcome nobody knows, as they stand now") { state, listing.Format };
        list.SetAction(async (parsed, cancellation) =>
        {
            await using var store = await DataFolder.Of(parsed, settings).OpenStoreToRead();
            var states = DeadNotices.States.Where(s => (parsed.GetValue(state) ?? Format.Words(s)) == Format.Words(s)).ToList();
            var count = await listing.Print(parsed, Columns, DeadNotices.Find(store, states, cancellation).Select(Row));
            if (count == 0) await Console.Error.WriteLineAsync("There is no such notice.");
            return ExitCode.Fine;
        });
        return list;
    }

    public static IReadOnlyList<string> Row(DeadNotice dead) =>
    [
        dead.Notice.Reference, dead.Notice.Id, Format.Short(dead.Line.Citizen), dead.Line.Guide, Format.Words(dead.Notice.Kind),
        Format.Words(dead.Notice.State), dead.Notice.Reason ?? "", dead.Line.Channel ?? "", Time(dead.Line.At),
    ];

    static Command CreateShow(Settings settings)
    {
        var listing = new Listing();
        var reference = new Argument<string>("reference") { Description = "As the message shows it, e.g. 3F2A-90BC, or the notice's id" };
        var show = new Command("show", "Show what became of one notice, from its plan to now") { reference, listing.Format };
        show.SetAction(async (parsed, cancellation) =>
        {
            await using var store = await DataFolder.Of(parsed, settings).OpenStoreToRead();
            var lines = await DeadNotices.LinesOf(store, parsed.GetValue(reference)!, cancellation);
            var (file, notice) = await DeadNotices.Load(store, lines[0], cancellation);
            var stands = notice is null ? "its citizen was erased" : $"it is {Format.Words(notice.State)} now";
            await Console.Error.WriteLineAsync($"{Notice.ReferenceOf(lines[0].NoticeId)} ({lines[0].NoticeId}): {Format.Words(lines[0].Kind)} of {lines[0].Guide}; {stands}.");
            var attempts = file.Attempts.Where(a => a.NoticeId == lines[0].NoticeId);
            await listing.Print(parsed, ["time", "what", "channel", "reason"], Timeline(notice, attempts, lines).ToAsyncEnumerable());
            return ExitCode.Fine;
        });
        return show;
    }

    static IEnumerable<IReadOnlyList<string>> Timeline(Notice? notice, IEnumerable<Attempt> attempts, IEnumerable<LogEntry> lines)
    {
        var moments = new List<(DateTimeOffset At, string What, string? Channel, string? Reason)>();
        if (notice is not null) moments.Add((notice.Intent.ToInstant(), "planned for", null, $"{notice.Intent}"));
        moments.AddRange(attempts.Select(a => (a.At, $"try {a.Number}: {Format.Words(a.Result)}", (string?)a.Channel, a.Detail)));
        moments.AddRange(lines.Select(l => (l.At, Format.Words(l.State), l.Channel, l.Reason)));
        return moments.OrderBy(m => m.At).Select(IReadOnlyList<string> (m) => [Time(m.At), m.What, m.Channel ?? "", m.Reason ?? ""]);
    }

    static string Time(DateTimeOffset at) => $"{at.UtcDateTime:yyyy-MM-dd HH:mm}Z";
}
