using Proactive.Engine.Citizens;
using Proactive.Engine.Oversight;
using Proactive.Engine.Storage;

namespace Proactive.Cli.Commands;

/// <summary>Writes into the audit log what a command is about to do: what cannot be written down does not happen.</summary>
static class Audit
{
    public static Task NoticeResent(IStore store, string noticeId, string reason) => Write(store, "notice-resent", noticeId, reason);

    public static Task HoldReleased(IStore store, Hold hold, bool skip) => Write(store, "hold-released", hold.Reason, skip ? "skip-due" : "send-due");

    public static Task RejectedReplayed(IStore store, string id) => Write(store, "rejected-replayed", id);

    public static Task RejectedShown(IStore store, string id) => Write(store, "rejected-shown", id);

    public static Task CitizenShown(IStore store, CitizenKey citizen) => Write(store, "citizen-shown", citizen.Value);

    public static Task CitizenExported(IStore store, CitizenKey citizen) => Write(store, "citizen-exported", citizen.Value);

    public static Task CitizenErased(IStore store, CitizenKey citizen) => Write(store, "citizen-erased", citizen.Value);

    // The time it really is, whatever --now says. Not cancelled any more: what follows is done.
    static Task<AuditLine> Write(IStore store, string what, string subject, string? why = null) =>
        store.AppendAudit(new AuditEntry(TimeProvider.System.GetUtcNow(), $"command line ({Environment.UserName})", "operator", what, subject, why), CancellationToken.None);
}
