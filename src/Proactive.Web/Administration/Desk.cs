using Microsoft.AspNetCore.Http;
using Proactive.Engine;
using Proactive.Engine.Citizens;
using Proactive.Engine.Oversight;
using Proactive.Engine.Storage;
using Proactive.Web.Entrance;

namespace Proactive.Web.Administration;

/// <summary>What an act of an administrator needs: the engine, the store, and who is asking.</summary>
sealed record Desk(HttpContext Context, Flow Flow, IStore Store, RuleBooks Rules, CitizenKeys Keys, TimeProvider Clock, CancellationToken Cancellation)
{
    public DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>What stands in a field of the form that was posted, without white space around it.</summary>
    public string Field(string name) => Context.Request.Form[name].ToString().Trim();

    /// <summary>Writes into the audit log what is about to be done: what cannot be written down does not happen.</summary>
    public Task Audit(string what, string? subject, string? why = null)
    {
        var actor = Actor.Of(Context.User) ?? throw new InvalidOperationException("Somebody unknown came past the door.");
        return Store.AppendAudit(new AuditEntry(Now, actor.Name, actor.Description, what, subject, why), Cancellation);
    }
}
