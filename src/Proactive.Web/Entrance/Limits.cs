namespace Proactive.Web.Entrance;

/// <summary>How much one visitor or sender may ask for; whoever asks for more gets 429 with Retry-After, and nobody else notices.</summary>
public sealed record Limits
{
    /// <summary>Requests a second from one registry, on average; one request may carry many events.</summary>
    /// <value>200.</value>
    public int SourcePerSecond { get; init; } = 200;

    /// <summary>Requests of one registry at once, after it has been silent for a while.</summary>
    /// <value>2000.</value>
    public int SourceBurst { get; init; } = 2000;

    /// <summary>Requests a minute to <c>/events</c> and <c>/receipts</c> from one address that did not prove who it is.</summary>
    /// <value>60.</value>
    public int UnprovenPerMinute { get; init; } = 60;

    /// <summary>Requests a minute with one citizen's link.</summary>
    /// <value>120.</value>
    public int LinkPerMinute { get; init; } = 120;

    /// <summary>Requests a minute from one address by those who are not signed in; many people may share one.</summary>
    /// <value>600.</value>
    public int ClientPerMinute { get; init; } = 600;

    /// <summary>Requests a minute of one person of the staff.</summary>
    /// <value>900.</value>
    public int StaffPerMinute { get; init; } = 900;

    /// <summary>Failed tries to sign in from one address in ten minutes.</summary>
    /// <value>10.</value>
    public int FailedSignIns { get; init; } = 10;
}
