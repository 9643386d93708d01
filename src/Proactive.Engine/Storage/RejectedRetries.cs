namespace Proactive.Engine.Storage;

/// <summary>When an event about somebody unknown is taken in again by itself: registries often report a person after what happened to them. The whole policy is this table.</summary>
public static class RejectedRetries
{
    static readonly TimeSpan[] Waits =
        [TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(12), TimeSpan.FromDays(1), TimeSpan.FromDays(2), TimeSpan.FromDays(4)];

    /// <summary>The next try after <paramref name="tries"/> that failed; null: from now on it waits for a person.</summary>
    public static DateTimeOffset? After(DateTimeOffset now, int tries) => tries < Waits.Length ? now + Waits[tries] : null;
}
