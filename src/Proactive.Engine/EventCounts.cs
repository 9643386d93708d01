using Proactive.Engine.Oversight;
using Proactive.Engine.Storage;

namespace Proactive.Engine;

/// <summary>
/// Counts what came of events. Kept with the next commit, so that counting costs none of its own; a crash forgets the last batch's counts,
/// never an event. Thread-safe.
/// </summary>
sealed class EventCounts(IStore store)
{
    readonly Lock _lock = new();
    readonly Dictionary<Figure, long> _counts = [];

    public void Add(IEnumerable<Receipt> receipts, DateTimeOffset now)
    {
        var day = DateOnly.FromDateTime(now.UtcDateTime);
        lock (_lock)
        {
            foreach (var receipt in receipts)
            {
                var figure = new Figure(day, FigureName.Events, "", receipt.Status.ToString().ToLowerInvariant());
                _counts[figure] = _counts.GetValueOrDefault(figure) + 1;
            }
        }
    }

    /// <summary>Keeps what was counted since the last time.</summary>
    public Task Keep(CancellationToken cancellation)
    {
        List<FigureCount> counted;
        lock (_lock)
        {
            counted = [.. _counts.Select(c => new FigureCount(c.Key, c.Value))];
            _counts.Clear();
        }

        return counted.Count == 0 ? Task.CompletedTask : store.AddFigures(counted, cancellation);
    }
}
