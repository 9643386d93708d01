namespace Proactive.Web.Guide;

/// <summary>What the page says of what was just done.</summary>
/// <param name="Text">The key of its words; null: nothing was done.</param>
/// <param name="Anchor">The step it stands at; null: at the top.</param>
public sealed record GuideSaying(string? Text, string? Anchor)
{
    static readonly string[] Known = ["ticked", "unticked", "all-done", "stale", "chosen", "opted-out", "opted-in", "objected", "graded"];

    public static GuideSaying Nothing { get; } = new(null, null);

    /// <summary>As the address has it; words of others it says none.</summary>
    public static GuideSaying Of(string? said, string? anchor) =>
        Known.Contains(said) ? new GuideSaying($"guide.said-{said}", said is "ticked" or "unticked" ? anchor : null) : Nothing;
}
