using Proactive.Engine.Citizens;
using Proactive.Engine.Journeys;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Rehearsal;

/// <summary>A journey to show messages of.</summary>
/// <param name="Case">The test it comes from; null: nobody made it.</param>
/// <param name="Citizen">Nobody: the facts are the test's, name and addresses are a sample's.</param>
/// <param name="At">When its first message goes out.</param>
public sealed record PreviewJourney(Guide Guide, string? Case, Journey Journey, Person Citizen, DateTimeOffset At);
