using Proactive.Engine.Notices;
using Proactive.Engine.Oversight;
using Proactive.Engine.Storage;
using Proactive.Web.Administration.Parts;
using Proactive.Web.Administration.Rejected;

namespace Proactive.Web.Administration.Exports;

/// <summary>What is exported of a line or an event: no payload, nothing of a person but the key. Times in UTC, names as the engine writes them.</summary>
static class ExportRows
{
    public static readonly string[] LogColumns = ["time", "citizen", "lifeEvent", "reference", "notice", "kind", "step", "state", "channel", "reason"];
    public static readonly string[] RejectedColumns = ["id", "time", "reason", "path", "detail", "type", "source", "tries", "nextTry", "bytes"];
    public static readonly string[] AuditColumns = ["number", "time", "who", "role", "what", "subject", "why", "hash"];

    public static string[] Of(LogEntry line) =>
    [
        Time(line.At), line.Citizen.Value, line.Guide, Notice.ReferenceOf(line.NoticeId), line.NoticeId, StaffWords.CodeOf(line.Kind), line.Step ?? "", StaffWords.CodeOf(line.State), line.Channel ?? "", line.Reason ?? "",
    ];

    public static string[] Of(RejectedEvent rejected) =>
    [
        rejected.Id, Time(rejected.At), rejected.Rejection.Code, FieldList.Masked(rejected.Rejection.Path), rejected.Rejection.Detail, rejected.Type ?? "", rejected.Source ?? "",
        $"{rejected.Tries}", rejected.RetryAt is { } retry ? Time(retry) : "", $"{rejected.Payload.Length}",
    ];

    public static string[] Of(AuditLine line) =>
        [$"{line.Number}", Time(line.Entry.At), line.Entry.Who, line.Entry.Role, line.Entry.What, line.Entry.Subject ?? "", line.Entry.Why ?? "", line.Hash];

    static string Time(DateTimeOffset at) => $"{at.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}";
}
