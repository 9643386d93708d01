using System.Security.Cryptography;

namespace Proactive.Engine;

/// <summary>How the flow runs.</summary>
public sealed record FlowOptions
{
    /// <summary>Citizens delivered to at the same time.</summary>
    /// <value>64.</value>
    public int InFlight { get; init; } = 64;

    /// <summary>How long a file may be held while its notices are delivered; longer than any channel's time-out.</summary>
    /// <value>15 minutes.</value>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Whether steps whose facts are still in review are told to citizens.</summary>
    /// <value>False.</value>
    public bool IncludeReview { get; init; }

    /// <summary>From how many times its usual day on an event type is held.</summary>
    /// <value>5.</value>
    public double UnusualVolume { get; init; } = 5;

    /// <summary>Fewer events a day than this are never unusual.</summary>
    /// <value>1000.</value>
    public int UnusualVolumeFrom { get; init; } = 1000;

    /// <summary>Where citizens reach the web host, e.g. <c>https://notices.example.org/</c>; null: messages carry no links to it.</summary>
    /// <value>Null.</value>
    public Uri? PublicUrl { get; init; }

    /// <summary>How long the link in a message opens the citizen's own page.</summary>
    /// <value>180 days.</value>
    public TimeSpan LinkLife { get; init; } = TimeSpan.FromDays(180);

    /// <summary>Gives as many bytes as asked for, which nobody can guess: the secrets in links are made of them.</summary>
    /// <value>The system's generator.</value>
    public Func<int, byte[]> Random { get; init; } = RandomNumberGenerator.GetBytes;

    /// <summary>What calls when a citizen's file is due; null: whoever runs the flow looks by themselves.</summary>
    /// <value>Null.</value>
    public WakeUps? WakeUps { get; init; }

    /// <summary>The share of a day's messages that may come back before sending is held.</summary>
    /// <value>0.2.</value>
    public double UnusualBounces { get; init; } = 0.2;

    /// <summary>Fewer bounces a day than this are never unusual.</summary>
    /// <value>50.</value>
    public int UnusualBouncesFrom { get; init; } = 50;

    /// <summary>Whether sending is held when the clock jumps ahead or the program has not run for long. Off where the clock is set by hand.</summary>
    /// <value>False.</value>
    public bool WatchClock { get; init; }
}
