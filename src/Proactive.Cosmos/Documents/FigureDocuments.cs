namespace Proactive.Cosmos.Documents;

/// <summary>What one write counted. Fragments are spread over several partitions, as every save makes one.</summary>
sealed record FragmentDocument : RecordDocument
{
    const int Partitions = 16;

    /// <summary>What <see cref="Waiting"/> says of a fragment that no total has yet.</summary>
    public const string ForTotal = "fragment";

    public string? Waiting { get; init; }

    public IReadOnlyList<Tally>? Counts { get; init; }

    public static FragmentDocument Of(string write, IReadOnlyList<Tally> counts) => new() { Id = write, Kind = PartitionOf(write), Waiting = ForTotal, Counts = counts };

    static string PartitionOf(string write) => $"figures-{write[0] % Partitions:d2}";
}

/// <summary>What was counted for one day, as far as it was rolled.</summary>
sealed record TotalDocument : RecordDocument
{
    public const string Totals = "figures";

    public string Day { get; init; } = "";

    /// <summary>The number of the last roll that was added.</summary>
    public long Roll { get; init; }

    public IReadOnlyList<Tally> Counts { get; init; } = [];
}

/// <summary>
/// The roll under way: which fragments are being added to the totals, and what they come to. As long as it names them it counts for them,
/// with every total that does not have its number yet; so whoever reads in the middle of it, or takes it over, counts nothing twice.
/// </summary>
sealed record RollDocument : RecordDocument
{
    public const string Roll = "roll";

    public long Number { get; init; }

    /// <summary>The process whose turn it is to roll.</summary>
    public string Process { get; init; } = "";

    /// <summary>Until when it is.</summary>
    public string Until { get; init; } = "";

    public IReadOnlyList<FragmentName> Fragments { get; init; } = [];

    public IReadOnlyList<Tally> Counts { get; init; } = [];
}

sealed record FragmentName(string Id, string Kind);
