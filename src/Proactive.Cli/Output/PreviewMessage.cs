using Proactive.Engine.Rehearsal;
using Proactive.Engine.Rendering;

namespace Proactive.Cli.Output;

/// <summary>A message that was written for a preview.</summary>
/// <param name="Kind">Of the notice, or <c>several</c>.</param>
/// <param name="Files">Relative to the folder of the preview, with <c>/</c>.</param>
sealed record PreviewMessage(PreviewJourney Journey, string Kind, string Channel, Message Message, IReadOnlyList<string> Files);
