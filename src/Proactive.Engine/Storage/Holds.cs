using System.Globalization;
using System.Text.Json;

namespace Proactive.Engine.Storage;

/// <summary>Why nothing is sent until a person says so.</summary>
/// <param name="Reason"><c>restored-backup</c>, <c>clock-jumped</c>, <c>not-run-for-long</c> or <c>many-bounces</c>.</param>
/// <param name="Since">From when on what was due may have been sent already, or would come too much at once.</param>
public sealed record Hold(string Reason, DateTimeOffset Since);

/// <summary>
/// Keeps the one hold there may be, and puts it in place where the clock cannot be trusted: when it runs ahead of the time that has
/// passed, and when the program has not run for so long that what is overdue should be looked at first.
/// </summary>
public sealed class Holds(IStore store, TimeProvider clock, bool watchClock)
{
    /// <summary>A store that comes with a hold has this note; its text is the hold as JSON.</summary>
    public const string Note = "hold";

    const string ClockNote = "clock";

    static readonly TimeSpan MostAhead = TimeSpan.FromHours(1);
    static readonly TimeSpan LongestSilence = TimeSpan.FromDays(14);
    static readonly TimeSpan Beat = TimeSpan.FromMinutes(1);

    (DateTimeOffset Wall, long Passed)? _before;
    DateTimeOffset _noted;

    /// <summary>The hold, or null if sending is free.</summary>
    public async Task<Hold?> Current(CancellationToken cancellation)
    {
        if (watchClock) await Watch(cancellation);
        return await store.FindNote(Note, cancellation) is { } text ? JsonSerializer.Deserialize(text, BodyJson.Default.Hold) : null;
    }

    public Task Put(Hold hold, CancellationToken cancellation) => store.KeepNote(Note, JsonSerializer.Serialize(hold, BodyJson.Default.Hold), cancellation);

    /// <summary>Puts the hold of a store that was restored from a backup, since it was last used before; one that is there stays.</summary>
    public async Task PutAfterRestore(CancellationToken cancellation)
    {
        if (await store.FindNote(Note, cancellation) is not null) return;
        await Put(new Hold("restored-backup", await LastBeat(cancellation) ?? clock.GetUtcNow()), cancellation);
    }

    /// <summary>Lets sending go on.</summary>
    public Task Release(CancellationToken cancellation) => store.KeepNote(Note, null, cancellation);

    async Task Watch(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (_before is { } before)
        {
            if (now - before.Wall - clock.GetElapsedTime(before.Passed) > MostAhead) await Put(new Hold("clock-jumped", before.Wall), cancellation);
        }
        else if (await LastBeat(cancellation) is { } last && now - last > LongestSilence)
        {
            await Put(new Hold("not-run-for-long", last), cancellation);
        }

        _before = (now, clock.GetTimestamp());
        // Also after a jump back: the note must not stay in the future.
        if ((now - _noted).Duration() < Beat) return;
        _noted = now;
        await store.KeepNote(ClockNote, now.ToString("O"), cancellation);
    }

    async Task<DateTimeOffset?> LastBeat(CancellationToken cancellation) =>
        await store.FindNote(ClockNote, cancellation) is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : null;
}
