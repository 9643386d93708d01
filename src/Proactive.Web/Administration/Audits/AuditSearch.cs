using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Proactive.Engine.Oversight;

namespace Proactive.Web.Administration.Audits;

/// <summary>What somebody looks for in the audit log, as they typed it.</summary>
/// <param name="Problem">Key of the words that say what is wrong with the day.</param>
public sealed record AuditSearch(IReadOnlyDictionary<string, string> Typed, AuditQuery Query, string? Problem)
{
    public const string Who = "who";
    public const string What = "what";
    public const string Subject = "subject";
    public const string Since = "since";

    public static IReadOnlyList<string> Fields { get; } = [Who, What, Subject, Since];

    public string? this[string field] => Typed.GetValueOrDefault(field);

    /// <summary>Reads the fields of an address or a form. Days are those of <paramref name="zone"/>.</summary>
    public static AuditSearch Read(Func<string, string?> field, TimeZoneInfo zone)
    {
        var typed = Fields.Select(f => (Name: f, Text: field(f)?.Trim() ?? "")).Where(f => f.Text.Length > 0).ToDictionary(f => f.Name, f => f.Text);
        DateTimeOffset? since = null;
        if (typed.TryGetValue(Since, out var text) && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.ToDateTime(TimeOnly.MinValue) is var local)
            since = new DateTimeOffset(local, zone.GetUtcOffset(local));
        var query = new AuditQuery(typed.GetValueOrDefault(What), typed.GetValueOrDefault(Subject), typed.GetValueOrDefault(Who), since);
        return new AuditSearch(typed, query, text is not null && since is null ? "administration.wrong-from" : null);
    }

    /// <summary>The address of the page with this search, of those lines that are older than <paramref name="before"/>.</summary>
    public string Path(long? before = null)
    {
        var query = new QueryBuilder(Typed);
        if (before is not null) query.Add("before", before.Value.ToString(CultureInfo.InvariantCulture));
        return $"/admin/audit{query.ToQueryString()}";
    }
}
