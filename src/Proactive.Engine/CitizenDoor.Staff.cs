using Proactive.Engine.Citizens;
using Proactive.Engine.Storage;
using Proactive.Engine.Visits;

namespace Proactive.Engine;

/// <summary>An objection that waits for a person to decide.</summary>
/// <param name="Mandatory">True: messages about the life event go on until somebody decides.</param>
public sealed record OpenObjection(CitizenKey Citizen, Objection Objection, bool Mandatory);

// What staff do for citizens.
public sealed partial class CitizenDoor
{
    /// <summary>The objections that wait for a decision, oldest first.</summary>
    public async Task<IReadOnlyList<OpenObjection>> Objections(CancellationToken cancellation)
    {
        var open = new List<OpenObjection>();
        // Who has ever objected is found; what was decided is passed over.
        foreach (var keys in (await _store.FindConcerned(Objection.Open, cancellation)).Chunk(MostAtOnce))
        {
            foreach (var citizen in await _store.Load(keys, cancellation))
                open.AddRange(citizen.File.Objections.Where(o => o.Upheld is null).Select(o => new OpenObjection(citizen.Key, o, _rules.Current.Guide(o.Guide)?.Mandatory != false)));
        }

        return [.. open.OrderBy(o => o.Objection.At)];
    }

    /// <summary>
    /// Somebody has decided about an objection. Upheld: nothing more is sent about the life event, also if it is mandatory; the delivery
    /// log has what would have gone out as suppressed, <c>objected</c>. Not upheld: messages go on. When the task ends, it is durable.
    /// False: no objection of this citizen to this life event waits.
    /// </summary>
    /// <param name="grounds">Why; the citizen may ask for it.</param>
    public Task<bool> DecideObjection(CitizenKey citizen, string guide, bool upheld, string grounds, CancellationToken cancellation) =>
        Change(citizen, file => file.Decide(guide, upheld, grounds, Now), cancellation);

    /// <summary>Closes all links to a citizen's page, e.g. because one is in the wrong hands. The next message has a new one. False: there was none.</summary>
    public Task<bool> CloseLinks(CitizenKey citizen, CancellationToken cancellation) =>
        Change(citizen, file => file.Links.IsEmpty ? null : file with { Links = [] }, cancellation);

    async Task<bool> Change(CitizenKey key, Func<CitizenFile, CitizenFile?> change, CancellationToken cancellation)
    {
        while ((await _store.Load([key], cancellation))[0] is { Erased: false } citizen && change(citizen.File) is { } after)
            if (await _files.TrySave(citizen.File, after, await _rules.ShelfFor(after, _rules.Current, cancellation), null, cancellation) is not null) return true;
        return false;
    }
}
