using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Proactive.Engine.Oversight;
using Proactive.Engine.Storage;
using Proactive.Web.Background;
using Proactive.Web.Registries;

namespace Proactive.Web.Entrance;

/// <summary>
/// Writes to the audit log who was refused what: some of each kind and some of all in ten minutes, then how many more there were, so
/// that a flood cannot fill it. Paths stand there as their template: a link is a secret. Thread-safe.
/// </summary>
sealed class Refusals(IStore store, TimeProvider clock, Trouble trouble)
{
    public const int MostOfAKind = 5;
    public const int MostOfAll = 100;

    static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    readonly Lock _lock = new();
    readonly Dictionary<AuditEntry, int> _written = [];
    DateTimeOffset _begun;
    int _left;

    /// <summary>Somebody of the staff asked for what is not theirs.</summary>
    public Task Note(Actor actor, HttpContext context, CancellationToken cancellation) => Note(actor.Name, actor.Description, TemplateOf(context), cancellation);

    /// <summary>Somebody whom nobody knows tried to sign in.</summary>
    public Task NoteStranger(HttpContext context, CancellationToken cancellation) => Note($"somebody at {Client.Of(context)}", "nobody", TemplateOf(context), cancellation);

    /// <summary>A registry sent what is not its own to say.</summary>
    public Task Note(Source source, CancellationToken cancellation) => Note(source.Name, "source", "POST /events", cancellation);

    async Task Note(string who, string role, string subject, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (Admit(new AuditEntry(default, who, role, "refused", subject), now) is not { } entry) return;
        try
        {
            await store.AppendAudit(entry, cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // They are refused all the same.
            trouble.Tell("A refusal was not written to the audit log", failure);
        }
    }

    AuditEntry? Admit(AuditEntry kind, DateTimeOffset now)
    {
        lock (_lock)
        {
            string? before = null;
            if (now - _begun > Window)
            {
                before = _left > 0 ? string.Create(CultureInfo.InvariantCulture, $"{_left} more were refused before and are not listed") : null;
                (_begun, _left) = (now, 0);
                _written.Clear();
            }

            // Kinds are bounded by the lines, which are.
            if (_written.Values.Sum() >= MostOfAll || _written.GetValueOrDefault(kind) >= MostOfAKind)
            {
                _left++;
                return null;
            }

            _written[kind] = _written.GetValueOrDefault(kind) + 1;
            return kind with { At = now, Why = before };
        }
    }

    static string TemplateOf(HttpContext context) => $"{context.Request.Method} {(context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "no such page"}";
}
