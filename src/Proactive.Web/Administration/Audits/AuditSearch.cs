using Proactive.Engine.Oversight;
using Proactive.Web.Administration.Parts;

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
        var typed = TypedFields.Read(Fields, field);
        var query = new AuditQuery(typed.GetValueOrDefault(What), typed.GetValueOrDefault(Subject), typed.GetValueOrDefault(Who), TypedFields.DayOf(typed.GetValueOrDefault(Since), 0, zone));
        return new AuditSearch(typed, query, typed.ContainsKey(Since) && query.Since is null ? "administration.wrong-from" : null);
    }

    /// <summary>The address of the page with this search, of those lines that are older than <paramref name="before"/>.</summary>
    public string Path(long? before = null) => TypedFields.Address("/admin/audit", Typed, before);
}
