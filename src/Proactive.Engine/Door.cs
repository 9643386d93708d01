using System.Collections.Concurrent;
using Proactive.Engine.Citizens;
using Proactive.Engine.Events;
using Proactive.Engine.Rules;
using Proactive.Engine.Storage;

namespace Proactive.Engine;

/// <summary>Where events come in: finds out whom they concern, holds those that come unusually often, and keeps those that were not accepted.</summary>
sealed class Door(IStore store, CitizenKeys keys, FlowOptions options)
{
    readonly ConcurrentDictionary<string, EventVolume> _volumes = new();

    /// <summary>The citizens whom the events concern, each once, with what they hear in its order. Events that come unusually often are counted and held.</summary>
    /// <returns>The citizens, and the counts as <see cref="Keep"/> keeps them.</returns>
    public async Task<(IReadOnlyList<Visit> Visits, IReadOnlyList<(string Note, string Text)> Counts)> Open(IReadOnlyList<Arrival> arrivals, DateTimeOffset now, CancellationToken cancellation)
    {
        var visits = await Look(arrivals, cancellation);
        return (visits, await HoldUnusual(visits, now, cancellation));
    }

    /// <summary>As <see cref="Open"/>, without counting and holding: nothing is written.</summary>
    public async Task<IReadOnlyList<Visit>> Look(IReadOnlyList<Arrival> arrivals, CancellationToken cancellation)
    {
        var heard = new List<(CitizenKey Citizen, Hearing Hearing)>();
        foreach (var arrival in arrivals) heard.AddRange(await Address(arrival, arrivals, cancellation));
        var byCitizen = heard.ToLookup(h => h.Citizen, h => h.Hearing);
        var citizens = byCitizen.Count == 0 ? [] : await store.Load([.. byCitizen.Select(h => h.Key)], cancellation);
        return [.. citizens.Select(c => new Visit(c, [.. byCitizen[c.Key]]))];
    }

    async Task<IEnumerable<(CitizenKey, Hearing)>> Address(Arrival arrival, IReadOnlyList<Arrival> others, CancellationToken cancellation)
    {
        var heard = new List<(CitizenKey Citizen, Occurrence Occurrence)>();
        foreach (var occurrence in arrival.Occurrences)
        {
            var told = Recipients(occurrence).ToList();
            var taken = occurrence.Role switch
            {
                // Whom the original concerned and its correction does not.
                EventRole.Corrects => (await Kept(occurrence.OriginalKey!, others.Where(a => a.Event?.Key == occurrence.OriginalKey))).Except(told).ToList(),
                // The same where the correction came first.
                EventRole.Starts or EventRole.Continues when occurrence.ConcernsOthers
                    && await Kept(Hearing.Corrected(occurrence.Event.Key), others.Where(a => a.Occurrences.Any(o => o.Role == EventRole.Corrects && o.OriginalKey == occurrence.Event.Key))) is { Count: > 0 } corrected
                    => [.. told.Except(corrected)],
                _ => [],
            };
            heard.AddRange(told.Except(taken).Select(citizen => (citizen, occurrence)));
            heard.AddRange(taken.Select(citizen => (citizen, occurrence.AsAnnulment())));
        }

        return heard.GroupBy(h => h.Citizen).Select(h => (h.Key, new Hearing(arrival, [.. h.Select(o => o.Occurrence)])));

        // In the store, and in what comes in together with it.
        async Task<IReadOnlyList<CitizenKey>> Kept(string key, IEnumerable<Arrival> together) =>
            [.. (await store.FindConcerned(key, cancellation)).Concat(together.SelectMany(a => a.Occurrences.SelectMany(Recipients))).Distinct()];
    }

    IEnumerable<CitizenKey> Recipients(Occurrence occurrence) => occurrence.Recipients.Select(keys.Of);

    // Counted once an event, whomever it concerns, and only where it is new.
    async Task<IReadOnlyList<(string Note, string Text)>> HoldUnusual(IReadOnlyList<Visit> visits, DateTimeOffset now, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var arrived = visits.SelectMany(v => v.Heard.Select(h => (h.Arrival, New: v.Citizen.Person is not null && !v.Citizen.File.Knows(h.Arrival.Event!).Seen)));
        var fresh = arrived.Where(a => a.New).Select(a => a.Arrival).DistinctBy(a => a.Event!.Key).ToList();
        var counts = new List<(string Note, string Text)>();
        foreach (var arrivals in fresh.GroupBy(a => a.Event!.Type.Name))
        {
            var volume = await VolumeOf(arrivals.Key, cancellation);
            counts.Add((NoteOf(arrivals.Key), Counted(volume, arrivals, today)));
        }

        return counts;
    }

    string Counted(EventVolume volume, IEnumerable<Arrival> arrivals, DateOnly today)
    {
        lock (volume)
        {
            foreach (var arrival in arrivals)
            {
                if (!arrival.Released && volume.IsUnusual(today, options.UnusualVolume, options.UnusualVolumeFrom))
                    arrival.Reject(RejectionReason.UnusualVolume, "events of this type came far more often today than they usually do; somebody has to look and release them");
                else volume.Count(today);
            }

            return volume.ToString();
        }
    }

    async Task<EventVolume> VolumeOf(string type, CancellationToken cancellation)
    {
        if (_volumes.TryGetValue(type, out var known)) return known;
        var kept = EventVolume.Parse(await store.FindNote(NoteOf(type), cancellation) ?? "");
        return _volumes.GetOrAdd(type, kept);
    }

    static string NoteOf(string type) => $"volume {type}";

    /// <summary>Keeps how many events came.</summary>
    public Task Keep(IReadOnlyList<(string Note, string Text)> counts, CancellationToken cancellation) =>
        Task.WhenAll(counts.Select(c => store.KeepNote(c.Note, c.Text, cancellation)));

    /// <summary>Counts on from what the store has.</summary>
    public void Forget() => _volumes.Clear();

    /// <summary>Keeps the events that were not accepted.</summary>
    public async Task Close(IReadOnlyList<Arrival> arrivals, DateTimeOffset now, CancellationToken cancellation)
    {
        var kept = arrivals.Select(a => a.Receipt().Rejection is { } rejection ? a.Kept(rejection, now) : null).OfType<RejectedEvent>().ToList();
        if (kept.Count > 0) await store.KeepRejected(kept, cancellation);
    }
}
