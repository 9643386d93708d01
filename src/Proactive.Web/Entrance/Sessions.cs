using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Proactive.Web.Entrance;

/// <summary>
/// Who is signed in on this machine: one-time links, and the sessions they begin. Kept in memory as hashes; a restart ends all.
/// Thread-safe.
/// </summary>
public sealed class Sessions(TimeProvider clock)
{
    /// <summary>How long a link to sign in is good.</summary>
    public static readonly TimeSpan LinkLife = TimeSpan.FromMinutes(10);

    /// <summary>A session ends this long after its last use,</summary>
    public static readonly TimeSpan IdleLife = TimeSpan.FromHours(1);

    /// <summary>and this long after its beginning in any case.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromHours(12);

    const int SecretBytes = 32;

    readonly ConcurrentDictionary<string, (Actor Actor, DateTimeOffset Until)> _links = new();
    readonly ConcurrentDictionary<string, Session> _sessions = new();

    /// <summary>The secret of a new link to sign in, for one use.</summary>
    public string NewLink(Actor actor)
    {
        Sweep();
        var secret = NewSecret();
        _links[HashOf(secret)] = (actor, clock.GetUtcNow() + LinkLife);
        return secret;
    }

    /// <summary>Uses a link up and begins a session; null: there is no such link any more.</summary>
    public (string Secret, Actor Actor)? Begin(string link)
    {
        if (!_links.TryRemove(HashOf(link), out var found) || found.Until <= clock.GetUtcNow()) return null;
        var (secret, now) = (NewSecret(), clock.GetUtcNow());
        _sessions[HashOf(secret)] = new Session(found.Actor, now, now);
        return (secret, found.Actor);
    }

    /// <summary>Who is signed in with this secret, which counts as used now; null: nobody.</summary>
    public Actor? Find(string secret)
    {
        var (id, now) = (HashOf(secret), clock.GetUtcNow());
        if (!_sessions.TryGetValue(id, out var session)) return null;
        if (session.IsOver(now)) _sessions.TryRemove(id, out _);
        else _sessions.TryUpdate(id, session with { Used = now }, session);
        return session.IsOver(now) ? null : session.Actor;
    }

    public void End(string secret) => _sessions.TryRemove(HashOf(secret), out _);

    void Sweep()
    {
        var now = clock.GetUtcNow();
        foreach (var (id, link) in _links)
            if (link.Until <= now) _links.TryRemove(id, out _);
        foreach (var (id, session) in _sessions)
            if (session.IsOver(now)) _sessions.TryRemove(id, out _);
    }

    static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    sealed record Session(Actor Actor, DateTimeOffset Begun, DateTimeOffset Used)
    {
        public bool IsOver(DateTimeOffset now) => now - Used > IdleLife || now - Begun > LongestLife;
    }
}
