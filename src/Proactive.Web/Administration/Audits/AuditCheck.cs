using Proactive.Engine.Oversight;

namespace Proactive.Web.Administration.Audits;

/// <summary>What going through the whole audit log found.</summary>
/// <param name="Broken">The first line that does not follow the one before it; null: the log is whole.</param>
public sealed record AuditCheck(AuditLine? Broken);
