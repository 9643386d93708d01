using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Engine.Rendering;
using Proactive.Engine.Storage;
using Proactive.Engine.Visits;

namespace Proactive.Engine;

/// <summary>
/// The citizen's door: what the link in a message opens, and what can be done there. A wrong, expired or closed link, a citizen who died,
/// was erased or is protected since, and a guardian who is none any more: all get the same nothing.
/// </summary>
public sealed partial class CitizenDoor
{
    const int MostAtOnce = 256;

    readonly IStore _store;
    readonly CitizenChanges _files;
    readonly RuleBooks _rules;
    readonly TemplateSet _templates;
    readonly IReadOnlyList<IChannel> _channels;
    readonly CitizenKeys _keys;
    readonly TimeProvider _clock;
    readonly ReaderSearch _readers;

    internal CitizenDoor(IStore store, CitizenChanges files, RuleBooks rules, TemplateSet templates, IReadOnlyList<IChannel> channels, CitizenKeys keys, TimeProvider clock)
    {
        (_store, _files, _rules, _templates, _channels, _keys, _clock) = (store, files, rules, templates, channels, keys, clock);
        _readers = new ReaderSearch(store, keys);
    }

    DateTimeOffset Now => _clock.GetUtcNow();

    /// <summary>The lists behind a link, in <paramref name="locale"/> if there is such; null: it opens nothing.</summary>
    public async Task<OpenGuide?> Open(string token, string? locale, CancellationToken cancellation) =>
        await Admit(token, cancellation) is { } guest ? guest.See(locale, _templates, _channels, Now) : null;

    /// <summary>Does something behind a link. When the task ends, it is durable. False: the link opens nothing, or not this.</summary>
    public async Task<bool> Do(string token, CitizenAct act, CancellationToken cancellation)
    {
        // Whatever changed meanwhile may have closed the link, so everything is looked at again.
        while (await Admit(token, cancellation) is { } guest)
        {
            if (guest.After(act, _templates, _channels, Now) is not { } file) return false;
            if (ReferenceEquals(file, guest.File)) return true;
            IReadOnlyList<string> concerns = act is CitizenAct.Object ? [Objection.Open] : [];
            if (await _files.TrySave(guest.File, file, guest.Rules, null, cancellation, concerns) is not null) return true;
        }

        return false;
    }

    // Everything that is not certain keeps the door shut.
    async Task<Guest?> Admit(string token, CancellationToken cancellation)
    {
        if (!GuideLink.IsToken(token)) return null;
        var hash = GuideLink.HashOf(token);
        if (await _store.FindConcerned(GuideLink.ConcernOf(hash), cancellation) is not [var key]) return null;
        var citizen = (await _store.Load([key], cancellation))[0];
        if (citizen.Erased || citizen.Person is null || citizen.File.LinkOf(hash, Now) is not { } link) return null;
        if (_keys.Of(citizen.Person.Id) != key) return null;
        var shelf = await _rules.ShelfFor(citizen.File, _rules.Current, cancellation);
        return Guest.Of(citizen.File, link, await _readers.Find(citizen, cancellation), shelf, _keys, Now);
    }
}
