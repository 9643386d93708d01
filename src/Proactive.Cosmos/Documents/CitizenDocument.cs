using Proactive.Engine.Oversight;

namespace Proactive.Cosmos.Documents;

/// <summary>Everything kept of one citizen, under the citizen's key. In clear stands only what is searched by.</summary>
sealed record CitizenDocument : Document
{
    /// <summary>Counts for file and person alike.</summary>
    public long Version { get; init; }

    /// <summary>Moment and key, so that one order sorts by both; null: nothing waits.</summary>
    public string? Due { get; init; }

    /// <summary>Until when somebody holds the citizen. Empty and not null, so that one condition finds who is free.</summary>
    public string Until { get; init; } = "";

    /// <summary>As the master key has wrapped it.</summary>
    public byte[]? DataKey { get; init; }

    public byte[]? File { get; init; }

    public byte[]? Person { get; init; }

    /// <summary>Keys of the events under which the citizen is found.</summary>
    public IReadOnlyList<string>? Concerns { get; init; }

    /// <summary>Log lines and figures that came with a write and are not yet where they are searched.</summary>
    public IReadOnlyList<OutboxEntry>? Outbox { get; init; }

    /// <summary>Since when something about the document is to be finished.</summary>
    public string? Pending { get; init; }

    /// <summary>Set: the citizen was erased then, and nothing is ever kept here again.</summary>
    public string? ErasedAt { get; init; }

    /// <summary>True as long as lines of the log may still name the erased citizen.</summary>
    public bool? Named { get; init; }
}

/// <summary>What one write adds to the log and to the figures.</summary>
/// <param name="Id">Of the write. Made at random, so that nothing made from it leads to the citizen.</param>
sealed record OutboxEntry(string Id, IReadOnlyList<LogDocument> Lines, IReadOnlyList<Tally> Figures);

/// <summary>A figure and how often.</summary>
sealed record Tally(string Day, string Name, string Guide, string Label, long N)
{
    public static Tally Of(FigureCount count) => new(DayText.Of(count.Figure.Day), count.Figure.Name, count.Figure.Guide, count.Figure.Label, count.Count);

    public FigureCount Count => new(new Figure(DayText.Read(Day), Name, Guide, Label), N);

    /// <summary>Those of the same figure added up; none that add up to nothing.</summary>
    public static IReadOnlyList<Tally> Sum(IEnumerable<Tally> tallies) =>
        [.. tallies.GroupBy(t => t with { N = 0 }).Select(g => g.Key with { N = g.Sum(t => t.N) }).Where(t => t.N != 0)];
}
