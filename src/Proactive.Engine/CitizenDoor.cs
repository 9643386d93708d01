using Proactive.Engine.Citizens;
using Proactive.Engine.Storage;
using Proactive.Engine.Visits;

namespace Proactive.Engine;

/// <summary>
/// The citizen's door: what the link in a message opens, and what can be done there. A wrong, expired or closed link, a citizen who died,
/// was erased or is protected since, and a guardian who is none any more: all get the same nothing.
/// </summary>
public sealed class CitizenDoor(IStore store, CitizenKeys keys, TimeProvider clock)
{
    /// <summary>The lists behind a link, in <paramref name="locale"/> if there is such; null: it opens nothing.</summary>
    public Task<OpenGuide?> Open(string token, string? locale, CancellationToken cancellation) => throw new NotImplementedException($"{store}{keys}{clock}");

    /// <summary>Does something behind a link. When the task ends, it is durable. False: the link opens nothing, or not this.</summary>
    public Task<bool> Do(string token, CitizenAct act, CancellationToken cancellation) => throw new NotImplementedException();
}
