namespace Proactive.Engine;

/// <summary>How the flow runs.</summary>
public sealed class FlowOptions
{
    /// <summary>Files taken for delivery at a time.</summary>
    /// <value>100.</value>
    public int BatchSize { get; init; } = 100;

    /// <summary>How long a file may be held while its notices are delivered; longer than any channel's time-out.</summary>
    /// <value>10 minutes.</value>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Whether steps whose facts are still in review are told to citizens.</summary>
    /// <value>False.</value>
    public bool IncludeReview { get; init; }
}
