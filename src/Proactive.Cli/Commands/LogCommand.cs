using System.CommandLine;
using Proactive.Cli.Data;
using Proactive.Cli.Output;
using Proactive.Engine.Citizens;
using Proactive.Engine.Notices;
using Proactive.Engine.Storage;

namespace Proactive.Cli.Commands;

/// <summary><c>proactive log</c>: the delivery log.</summary>
static class LogCommand
{
    public static readonly IReadOnlyList<string> Columns = ["time", "citizen", "life event", "notice", "kind", "step", "state", "channel", "reason"];

    public static Command Create(Settings settings)
    {
        var listing = new Listing();
        var person = new Option<string?>("--person") { Description = "Only this person id (it is looked up, never shown)" };
        var citizen = new Option<string?>("--citizen") { Description = "Only this citizen key, all 32 digits of it" };
        var notice = new Option<string?>("--notice") { Description = "Only this notice, by the reference in the message" };
        var state = new Option<NoticeState?>("--state") { Description = "Only this state, e.g. sent or suppressed" };
        var channel = new Option<string?>("--channel") { Description = "Only this channel, e.g. email or letter" };
        var lifeEvent = new Option<string?>("--life-event") { Description = "Only this life event, e.g. dk/moving" };
        var since = Settings.TimeOption("--since", "Only from this time on");
        var until = Settings.TimeOption("--until", "Only from before this time");
        var command = new Command("log", "Show the delivery log, in the order in which it was written") { person, citizen, notice, state, channel, lifeEvent, since, until, listing.Format };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (parsed.GetValue(person) is not null && parsed.GetValue(citizen) is not null) throw new CommandFailure(ExitCode.Usage, "Say --person or --citizen, not both.");
            var data = DataFolder.Of(parsed, settings);
            await using var store = await data.OpenStoreToRead();
            var key = parsed.GetValue(person) is { } id ? data.Keys.Of(id) : parsed.GetValue(citizen) is { } known ? new CitizenKey(known) : (CitizenKey?)null;
            var query = new LogQuery(
                key, parsed.GetValue(notice)?.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant(), parsed.GetValue(state), parsed.GetValue(since), parsed.GetValue(until),
                parsed.GetValue(channel), parsed.GetValue(lifeEvent));
            var count = await listing.Print(parsed, Columns, store.SearchLog(query, cancellation).Select(Row));
            if (count == 0) await Console.Error.WriteLineAsync("The log has no such line.");
            return ExitCode.Fine;
        });
        return command;
    }

    public static IReadOnlyList<string> Row(LogEntry entry) =>
    [
        $"{entry.At.UtcDateTime:yyyy-MM-dd HH:mm}Z", Format.Short(entry.Citizen), entry.Guide, Notice.ReferenceOf(entry.NoticeId), entry.Kind.ToString().ToLowerInvariant(),
        entry.Step ?? "", Words(entry.State), entry.Channel ?? "", entry.Reason ?? "",
    ];

    static string Words(NoticeState state) => state == NoticeState.OutcomeUnknown ? "outcome-unknown" : state.ToString().ToLowerInvariant();
}
