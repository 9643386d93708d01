namespace Proactive.Engine.Oversight;

/// <summary>Something a person of the staff did, or was refused. Nothing personal of citizens: they stand as their key.</summary>
/// <param name="Who">The person, as the entrance knows them; <c>command line (user)</c> for commands.</param>
/// <param name="Role">In which role, with the agency where there is one.</param>
/// <param name="What">In kebab case: <c>notice-resent</c>, <c>signed-in</c>, <c>refused</c>.</param>
/// <param name="Subject">What it was done to: a notice's id, a citizen key, a rule file, a rejected event's id.</param>
/// <param name="Why">The person's own words.</param>
public sealed record AuditEntry(DateTimeOffset At, string Who, string Role, string What, string? Subject = null, string? Why = null);

/// <summary>An entry as it stands in the audit log.</summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="Hash">Over this entry and the hash before it, 64 hex digits; see <see cref="AuditChain"/>.</param>
public sealed record AuditLine(long Number, AuditEntry Entry, string Hash);

/// <summary>Which lines of the audit log are wanted; null: all.</summary>
public sealed record AuditQuery(string? What = null, string? Subject = null, string? Who = null, DateTimeOffset? Since = null)
{
    /// <summary>Whether an entry is one of those that are wanted.</summary>
    public bool Matches(AuditEntry entry) =>
        (What ?? entry.What) == entry.What && (Subject ?? entry.Subject) == entry.Subject && (Who ?? entry.Who) == entry.Who && entry.At >= (Since ?? entry.At);
}

/// <summary>A page of the audit log, newest first.</summary>
/// <param name="Next">To be given as <c>before</c> for the next page; null: this is the last.</param>
public sealed record AuditPage(IReadOnlyList<AuditLine> Lines, long? Next);
