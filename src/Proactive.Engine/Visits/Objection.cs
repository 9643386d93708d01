namespace Proactive.Engine.Visits;

/// <summary>A citizen's objection to the processing (GDPR art. 21), and what a person decided.</summary>
/// <param name="Words">The citizen's own; personal data.</param>
/// <param name="Upheld">True: no more messages about the life event, also if it is mandatory. False: there are compelling grounds. Null: not decided yet.</param>
/// <param name="Grounds">The decider's words.</param>
public sealed record Objection(string Guide, DateTimeOffset At, string Words, bool? Upheld = null, DateTimeOffset? DecidedAt = null, string? Grounds = null)
{
    /// <summary>Under which key citizens are found whose objections wait for a decision.</summary>
    public const string Open = "objection open";

    // A record's generated text would print the citizen's words.
    public override string ToString() => "an objection";
}
