using Proactive.Engine.Citizens;
using Proactive.Engine.Storage;
using Proactive.Sqlite.Database;

namespace Proactive.Sqlite.Tables;

/// <summary>The delivery log. What many lines share (life event, kind, state, channel) stands once, in a table of some hundred rows.</summary>
sealed class LogTable(Connection connection)
{
    // Adds nothing if there was no line of this kind yet.
    readonly Statement _add = new(
        connection,
        """
        INSERT INTO log (at, citizen, notice, kind, step, reason)
        SELECT $at, $citizen, $notice, id, $step, $reason FROM log_kinds WHERE guide = $guide AND kind = $kind AND state = $state AND channel = $channel
        """,
        "$at", "$citizen", "$notice", "$step", "$reason", "$guide", "$kind", "$state", "$channel");

    readonly Statement _addKind = new(
        connection, "INSERT INTO log_kinds (guide, kind, state, channel) VALUES ($guide, $kind, $state, $channel)", "$guide", "$kind", "$state", "$channel");

    // The plus makes SQLite look in the index on time; otherwise it walks the log from its beginning.
    readonly Statement _firstSince = new(connection, "SELECT min(+id) FROM log WHERE at >= $since", "$since");

    readonly Statement _place = new(connection, "SELECT at FROM log WHERE id = $id", "$id");

    readonly Statement _anonymize = new(connection, "UPDATE log SET citizen = $erased WHERE citizen = $citizen", "$citizen", "$erased");

    readonly Dictionary<string, Statement> _searches = [];

    public void Add(LogEntry entry)
    {
        if (TryAdd(entry)) return;
        _addKind.Run(entry.Guide, entry.Kind.ToString(), entry.State.ToString(), entry.Channel ?? "");
        TryAdd(entry);
    }

    bool TryAdd(LogEntry entry) => _add.Run(
        Columns.Of(entry.At), entry.Citizen.Value, entry.NoticeId, entry.Step, entry.Reason, entry.Guide, entry.Kind.ToString(), entry.State.ToString(), entry.Channel ?? "") == 1;

    /// <summary>Takes the citizen out of every line; returns how many they were.</summary>
    public int Anonymize(CitizenKey citizen) => _anonymize.Run(citizen.Value, LogEntry.ErasedCitizen.Value);

    /// <summary>The id before the first line that may match, from which to read on.</summary>
    public long Start(LogQuery query) =>
        query.Since is { } since ? _firstSince.Query(row => row.IsNull(0) ? long.MaxValue : row.Number(0) - 1, Columns.Of(since)).Single() : 0;

    /// <summary>Up to <paramref name="limit"/> matching lines after the line with id <paramref name="after"/>, in the order in which they were written.</summary>
    public IReadOnlyList<(long Id, LogEntry Entry)> Export(LogQuery query, long after, int limit) =>
        LogSearch.Run(Prepared(LogSearch.Export(query)), query, new LogPlace(0, after), limit);

    /// <summary>Up to <paramref name="limit"/> matching lines, the newest first.</summary>
    /// <param name="before">The id of the last line of the page before.</param>
    public LogPage Page(LogQuery query, long? before, int limit)
    {
        if (PlaceOf(before) is not { } place) return new LogPage([], null);
        var found = LogSearch.Run(Prepared(LogSearch.Page(query)), query, place, limit + 1);
        return new LogPage([.. found.Take(limit).Select(f => f.Entry)], found.Count > limit ? found[limit - 1].Id : null);
    }

    LogPlace? PlaceOf(long? id)
    {
        if (id is not { } known) return LogPlace.End;
        return _place.Query(row => (LogPlace?)new LogPlace(row.Number(0), known), known).SingleOrDefault();
    }

    Statement Prepared(string sql)
    {
        if (!_searches.TryGetValue(sql, out var search)) _searches[sql] = search = LogSearch.Prepare(connection, sql);
        return search;
    }
}
