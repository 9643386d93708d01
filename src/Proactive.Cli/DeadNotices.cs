using System.Runtime.CompilerServices;
using Proactive.Engine.Notices;
using Proactive.Engine.Storage;

namespace Proactive.Cli;

/// <summary>A notice that did not reach its citizen, or nobody knows, and the log line that says so.</summary>
sealed record DeadNotice(LogEntry Line, Notice Notice);

/// <summary>Finds notices by the delivery log, which is the only list of them.</summary>
static class DeadNotices
{
    const int LoadedTogether = 256;

    public static readonly IReadOnlyList<NoticeState> States = [.. Enum.GetValues<NoticeState>().Where(s => s.IsDead())];

    /// <summary>Those that are in one of these states now, oldest first.</summary>
    public static async IAsyncEnumerable<DeadNotice> Find(IStore store, IReadOnlyList<NoticeState> states, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var lines = new Dictionary<(string Notice, NoticeState State), LogEntry>();
        foreach (var state in states)
            await foreach (var line in store.SearchLog(new LogQuery(State: state), cancellation))
                if (line.Citizen != LogEntry.ErasedCitizen) lines[(line.NoticeId, state)] = line;
        foreach (var chunk in lines.Values.OrderBy(l => l.At).ThenBy(l => l.NoticeId, StringComparer.Ordinal).Chunk(LoadedTogether))
        {
            var keys = chunk.Select(l => l.Citizen).Distinct().ToList();
            var files = (await store.Load(keys, cancellation)).ToDictionary(c => c.Key, c => c.File);
            foreach (var line in chunk)
                if (files[line.Citizen].Notices.FirstOrDefault(n => n.Id == line.NoticeId && n.State == line.State) is { } notice) yield return new DeadNotice(line, notice);
        }
    }

    /// <summary>The lines of the log about the notice with this reference or id; ends the command where there is none, or more than one notice.</summary>
    public static async Task<IReadOnlyList<LogEntry>> LinesOf(IStore store, string reference, CancellationToken cancellation)
    {
        var id = reference.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
        if (id.Length < 8 || !id.All(char.IsAsciiHexDigit)) throw new CommandFailure(ExitCode.Usage, $"'{reference}' is no reference: it is as the message shows it, e.g. 3F2A-90BC, or the notice's whole id.");
        var lines = await store.SearchLog(new LogQuery(NoticeId: id), cancellation).ToListAsync(cancellation);
        return lines.Select(l => l.NoticeId).Distinct().Count() switch
        {
            1 => lines,
            0 => throw new CommandFailure(ExitCode.Problems, $"The delivery log knows no notice {reference}. It is not due yet, or the reference is mistyped."),
            _ => throw new CommandFailure(ExitCode.Problems, $"{reference} is several notices; say which by its id: {string.Join(", ", lines.Select(l => l.NoticeId).Distinct())}"),
        };
    }

    /// <summary>The citizen as the store has them, and the notice; null if the citizen was erased.</summary>
    public static async Task<(CitizenFile File, Notice? Notice)> Load(IStore store, LogEntry line, CancellationToken cancellation)
    {
        if (line.Citizen == LogEntry.ErasedCitizen) return (CitizenFile.Empty(line.Citizen), null);
        var file = (await store.Load([line.Citizen], cancellation))[0].File;
        return (file, file.Notices.FirstOrDefault(n => n.Id == line.NoticeId));
    }
}
