using Proactive.Engine.Oversight;
using Proactive.Sqlite.Database;

namespace Proactive.Sqlite.Tables;

/// <summary>The audit log. Beside it a note that only the key can make says how many lines there are, so that the last ones cannot be cut off unseen.</summary>
sealed class AuditTable(Connection connection)
{
    const string EndNote = "audit-end";

    const string Select = "SELECT number, at, who, role, what, subject, why, hash FROM audit WHERE ";

    readonly Statement _add = new(
        connection,
        "INSERT INTO audit (number, at, who, role, what, subject, why, hash) VALUES ($number, $at, $who, $role, $what, $subject, $why, $hash)",
        "$number", "$at", "$who", "$role", "$what", "$subject", "$why", "$hash");

    readonly Statement _last = new(connection, Select + "TRUE ORDER BY number DESC LIMIT 1");

    readonly NoteTable _notes = new(connection);

    readonly Dictionary<string, Statement> _lists = [];

    /// <summary>Notes that there are no lines yet.</summary>
    public void Begin(AuditChain chain) => _notes.Keep(EndNote, chain.EndAt(null).ToString());

    public AuditLine Append(AuditChain chain, AuditEntry entry)
    {
        var last = _last.Query(Line).SingleOrDefault();
        var line = chain.Add(last, entry);
        entry = line.Entry;
        _add.Run(line.Number, Columns.Of(entry.At), entry.Who, entry.Role, entry.What, entry.Subject, entry.Why, line.Hash);
        // Otherwise lines were cut off, and a new note would hide it.
        if (End() == chain.EndAt(last)) _notes.Keep(EndNote, chain.EndAt(line).ToString());
        return line;
    }

    public AuditEnd? End() => AuditEnd.Parse(_notes.Find(EndNote));

    /// <summary>Up to <paramref name="limit"/> matching lines after the one with the number <paramref name="after"/>, oldest first.</summary>
    public IReadOnlyList<AuditLine> After(AuditQuery query, long after, int limit) => List(query, "number > $place", "ORDER BY number", after, limit);

    /// <summary>Up to <paramref name="limit"/> matching lines, the newest first.</summary>
    public AuditPage Page(AuditQuery query, long? before, int limit)
    {
        var found = List(query, "number < $place", "ORDER BY number DESC", before ?? long.MaxValue, limit + 1);
        return new AuditPage([.. found.Take(limit)], found.Count > limit ? found[limit - 1].Number : null);
    }

    List<AuditLine> List(AuditQuery query, string place, string order, long number, int limit)
    {
        var conditions = place
            + (query.What is null ? "" : " AND what = $what") + (query.Subject is null ? "" : " AND subject = $subject")
            + (query.Who is null ? "" : " AND who = $who") + (query.Since is null ? "" : " AND at >= $since");
        var sql = $"{Select}{conditions} {order} LIMIT $limit";
        if (!_lists.TryGetValue(sql, out var list)) _lists[sql] = list = new Statement(connection, sql, "$place", "$limit", "$what", "$subject", "$who", "$since");
        return list.Query(Line, number, limit, query.What, query.Subject, query.Who, Columns.Of(query.Since));
    }

    static AuditLine Line(Row row) => new(
        row.Number(0), new AuditEntry(Moment(row), row.Text(2), row.Text(3), row.Text(4), row.OptionalText(5), row.OptionalText(6)), row.Text(7));

    // A number that is no time can only have been put there by somebody else: a line that does not hold, and no reason to stop looking.
    static DateTimeOffset Moment(Row row) => Columns.IsMoment(row.Number(1)) ? row.Moment(1) : DateTimeOffset.MinValue;
}
