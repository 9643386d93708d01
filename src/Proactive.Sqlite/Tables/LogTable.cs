using Proactive.Engine.Citizens;
using Proactive.Engine.Notices;
using Proactive.Engine.Storage;
using Proactive.Sqlite.Database;

namespace Proactive.Sqlite.Tables;

sealed class LogTable(Connection connection)
{
    readonly Statement _add = new(
        connection,
        """
        INSERT INTO log (at, citizen, notice, guide, kind, step, state, channel, reason)
        VALUES ($at, $citizen, $notice, $guide, $kind, $step, $state, $channel, $reason)
        """,
        "$at", "$citizen", "$notice", "$guide", "$kind", "$step", "$state", "$channel", "$reason");

    // The plus makes SQLite look in the index on time; otherwise it walks the log from its beginning.
    readonly Statement _firstSince = new(connection, "SELECT min(+id) FROM log WHERE at >= $since", "$since");

    readonly Statement _anonymize = new(connection, "UPDATE log SET citizen = $erased WHERE citizen = $citizen", "$citizen", "$erased");

    readonly Dictionary<string, Statement> _searches = [];

    public void Add(LogEntry entry) => _add.Run(
        Columns.Of(entry.At), entry.Citizen.Value, entry.NoticeId, entry.Guide, entry.Kind.ToString(), entry.Step, entry.State.ToString(), entry.Channel, entry.Reason);

    /// <summary>Takes the citizen out of every line; returns how many they were.</summary>
    public int Anonymize(CitizenKey citizen) => _anonymize.Run(citizen.Value, LogEntry.ErasedCitizen.Value);

    /// <summary>The id before the first line that may match, from which to read on.</summary>
    public long Start(LogQuery query) =>
        query.Since is { } since ? _firstSince.Query(row => row.IsNull(0) ? long.MaxValue : row.Number(0) - 1, Columns.Of(since)).Single() : 0;

    /// <summary>Up to <paramref name="limit"/> matching lines after the line with id <paramref name="after"/>, oldest first.</summary>
    public IReadOnlyList<(long Id, LogEntry Entry)> Search(LogQuery query, long after, int limit)
    {
        var conditions = "id > $after";
        if (query.Citizen is not null) conditions += " AND citizen = $citizen";
        // Ids are hex digits, so everything that begins with one sorts before it with a 'g' behind.
        if (query.NoticeId is not null) conditions += " AND notice BETWEEN $notice AND $notice || 'g'";
        if (query.State is not null) conditions += " AND state = $state";
        // The plus keeps SQLite from choosing this index, with which it would have to sort for every page.
        if (query.Since is not null) conditions += " AND +at >= $since";
        if (!_searches.TryGetValue(conditions, out var search)) _searches[conditions] = search = Lines(conditions);
        return search.Query(Line, after, limit, query.Citizen?.Value, query.NoticeId, query.State?.ToString(), Columns.Of(query.Since));
    }

    Statement Lines(string conditions) => new(
        connection,
        $"SELECT id, at, citizen, notice, guide, kind, step, state, channel, reason FROM log WHERE {conditions} ORDER BY id LIMIT $limit",
        "$after", "$limit", "$citizen", "$notice", "$state", "$since");

    static (long Id, LogEntry Entry) Line(Row row) => (row.Number(0), new LogEntry(
        row.Moment(1), new CitizenKey(row.Text(2)), row.Text(3), row.Text(4), row.Name<NoticeKind>(5), row.OptionalText(6), row.Name<NoticeState>(7), row.OptionalText(8), row.OptionalText(9)));
}
