using Microsoft.AspNetCore.Http.Extensions;
using Proactive.Engine.Events;
using Proactive.Engine.Storage;

namespace Proactive.Web.Administration.Rejected;

/// <summary>Which rejected events somebody wants to see. A reason that does not exist is none.</summary>
public sealed record RejectedSearch(RejectedQuery Query)
{
    public const string Reason = "because";
    public const string Type = "type";

    public static RejectedSearch Read(Func<string, string?> field)
    {
        var reason = Enum.GetValues<RejectionReason>().Where(r => Rejection.CodeOf(r) == field(Reason)).Select(r => (RejectionReason?)r).FirstOrDefault();
        return new RejectedSearch(new RejectedQuery(reason, field(Type) is { Length: > 0 } type ? type : null));
    }

    /// <summary>The search as fields of a form.</summary>
    public IReadOnlyDictionary<string, string> Fields => new[] { (Reason, Query.Reason is { } reason ? Rejection.CodeOf(reason) : null), (Type, Query.Type) }
        .Where(f => f.Item2 is not null).ToDictionary(f => f.Item1, f => f.Item2!);

    /// <summary>The address of the list of these, without the oldest so many.</summary>
    public string Path(int skip = 0)
    {
        var query = new QueryBuilder(Fields);
        if (skip > 0) query.Add("skip", $"{skip}");
        return $"/admin/rejected{query.ToQueryString()}";
    }
}
