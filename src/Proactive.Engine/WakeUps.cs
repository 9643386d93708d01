using Proactive.Engine.Citizens;
using Proactive.Engine.Storage;

namespace Proactive.Engine;

/// <summary>
/// Has a citizen's file looked at the moment it is due, e.g. by scheduled messages of a queue. Only ever a help: a call that gets lost,
/// comes twice or comes too early changes nothing, because the store knows what is due.
/// </summary>
/// <param name="Order">Orders calls and gives the number of each, under which it can be cancelled; null for those that could not be ordered.</param>
/// <param name="Cancel">Cancels calls; one that is gone already does not matter.</param>
public sealed record WakeUps(
    Func<IReadOnlyList<(CitizenKey Citizen, DateTimeOffset At)>, CancellationToken, Task<IReadOnlyList<long?>>> Order, Func<IReadOnlyList<long>, CancellationToken, Task> Cancel)
{
    /// <summary>The changes with a call ordered for each file whose due moment they move. A file that its saver goes on holding is not finished with.</summary>
    internal async Task<IReadOnlyList<FileChange>> OrderFor(IReadOnlyList<FileChange> changes, DateTimeOffset now, CancellationToken cancellation)
    {
        var moved = changes.Select(c => !(c.HeldUntil > now) && c.File.NextDue != c.File.WakeUp?.At).ToList();
        var due = changes.Where((c, i) => moved[i] && c.File.NextDue is not null).Select(c => (c.File.Key, c.File.NextDue!.Value)).ToList();
        var numbers = new Queue<long?>(due.Count == 0 ? [] : await Order(due, cancellation));
        return [.. changes.Select((c, i) => !moved[i] ? c : c with { File = c.File with { WakeUp = c.File.NextDue is { } at && numbers.Dequeue() is { } number ? new WakeUp(at, number) : null } })];
    }

    /// <summary>Cancels the calls that no file names any more; those whose moment has come are over by themselves.</summary>
    internal async Task CancelUnnamed(IReadOnlyList<FileChange> before, IReadOnlyList<FileChange> ordered, IReadOnlySet<CitizenKey> overtaken, DateTimeOffset now, CancellationToken cancellation)
    {
        var unnamed = before.Zip(ordered).Where(c => c.First.File.WakeUp != c.Second.File.WakeUp)
            .Select(c => (overtaken.Contains(c.First.File.Key) ? c.Second : c.First).File.WakeUp).OfType<WakeUp>().Where(w => w.At > now).Select(w => w.Number).ToList();
        if (unnamed.Count > 0) await Cancel(unnamed, cancellation);
    }
}
