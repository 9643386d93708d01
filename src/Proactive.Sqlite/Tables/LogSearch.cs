using Proactive.Engine.Citizens;
using Proactive.Engine.Notices;
using Proactive.Engine.Storage;
using Proactive.Sqlite.Database;

namespace Proactive.Sqlite.Tables;

/// <summary>A place in the delivery log in the order of time: what was written at the same moment stands in the order in which it was written.</summary>
readonly record struct LogPlace(long At, long Id)
{
    public static LogPlace End { get; } = new(long.MaxValue, long.MaxValue);
}

/// <summary>
/// The SQL of searches in the delivery log, each led by the index that leaves the fewest lines to look at. Which one is written here
/// and not left to SQLite: it guesses how many lines each would give, and no guess knows that a channel was never used.
/// </summary>
static class LogSearch
{
    // Shorter beginnings are those of thousands of notices.
    const int TellingBeginning = 2;

    static readonly string[] Parameters = ["$limit", "$at", "$id", "$citizen", "$notice", "$state", "$channel", "$guide", "$since", "$until"];

    const string Select = "SELECT l.id, l.at, l.citizen, l.notice, k.guide, k.kind, l.step, k.state, k.channel, l.reason FROM ";
    const string NewestFirst = "ORDER BY l.at DESC, l.id DESC LIMIT $limit";

    /// <summary>Lines before a place, the newest first.</summary>
    public static string Page(LogQuery query)
    {
        var (line, kind) = (OfLine(query) + " AND (l.at, l.id) < ($at, $id)", OfKind(query));
        if (Lead(query) is { } index) return Lines(index, $"{line}{kind}", NewestFirst);
        if (kind.Length == 0) return Lines("log_at", line, NewestFirst);
        // There are some hundred kinds of lines. The newest of each that is wanted, and of those the newest.
        return $"""
            {Select}log_kinds k CROSS JOIN log l ON l.id IN (
                SELECT l.id FROM log l INDEXED BY log_kind WHERE l.kind = k.id AND {line} {NewestFirst})
            WHERE TRUE{kind} {NewestFirst}
            """;
    }

    /// <summary>Lines after the one with an id, in the order in which they were written.</summary>
    public static string Export(LogQuery query)
    {
        var conditions = $"{OfLine(query)} AND l.id > $id{OfKind(query)}";
        return Lines(Lead(query), conditions, "ORDER BY l.id LIMIT $limit");
    }

    static string Lines(string? index, string conditions, string order) =>
        $"{Select}log l {(index is null ? "NOT INDEXED" : $"INDEXED BY {index}")} CROSS JOIN log_kinds k ON k.id = l.kind WHERE {conditions} {order}";

    // Null: the log itself, from one end to the other.
    static string? Lead(LogQuery query) =>
        query.Citizen is not null ? "log_citizen" : query.NoticeId is { } notice && TellsMuch(notice) ? "log_notice" : null;

    // What no id begins with has no lines to go through, which only the index knows.
    static bool TellsMuch(string beginning) => beginning.Length >= TellingBeginning || !beginning.All(char.IsAsciiHexDigitLower);

    static string OfLine(LogQuery query) => "TRUE"
        + (query.Citizen is null ? "" : " AND l.citizen = $citizen")
        // Ids are hex digits, so everything that begins with one sorts before it with a 'g' behind.
        + (query.NoticeId is null ? "" : " AND l.notice BETWEEN $notice AND $notice || 'g'")
        + (query.Since is null ? "" : " AND l.at >= $since")
        + (query.Until is null ? "" : " AND l.at < $until");

    static string OfKind(LogQuery query) =>
        (query.State is null ? "" : " AND k.state = $state") + (query.Channel is null ? "" : " AND k.channel = $channel") + (query.Guide is null ? "" : " AND k.guide = $guide");

    public static Statement Prepare(Connection connection, string sql) => new(connection, sql, Parameters);

    public static List<(long Id, LogEntry Entry)> Run(Statement search, LogQuery query, LogPlace place, int limit) => search.Query(
        Line, limit, place.At, place.Id, query.Citizen?.Value, query.NoticeId, query.State?.ToString(), query.Channel, query.Guide, Columns.Of(query.Since), Columns.Of(query.Until));

    static (long Id, LogEntry Entry) Line(Row row) => (row.Number(0), new LogEntry(
        row.Moment(1), new CitizenKey(row.Text(2)), row.Text(3), row.Text(4), row.Name<NoticeKind>(5), row.OptionalText(6), row.Name<NoticeState>(7),
        row.Text(8) is { Length: > 0 } channel ? channel : null, row.OptionalText(9)));
}
