using Proactive.Engine.Citizens;

namespace Proactive.Engine.Visits;

/// <summary>How somebody wants to be written to about a citizen. It comes before what the registry says, and counts for this reader only.</summary>
/// <param name="Reader">The citizen or a guardian.</param>
/// <param name="Channel">The channel that comes first; null: the registry's order.</param>
/// <param name="Language">Null: the registry's.</param>
public sealed record Choice(CitizenKey Reader, string? Channel, string? Language);
