namespace Proactive.Engine.Visits;

/// <summary>What a citizen can do on the page behind their link. Doing one twice does nothing more.</summary>
public abstract record CitizenAct
{
    CitizenAct()
    {
    }

    // A record's generated text would print the citizen's words, here and below.
    public sealed override string ToString() => GetType().Name;

    /// <summary>Says that a step is done.</summary>
    public sealed record Tick(string Journey, string Step) : CitizenAct;

    /// <summary>Takes back that a step is done; what a registry confirmed stays.</summary>
    public sealed record Untick(string Journey, string Step) : CitizenAct;

    /// <summary>Chooses how, and in which language, to be written to; null: as the registry has it.</summary>
    public sealed record Choose(string? Channel, string? Language) : CitizenAct;

    /// <summary>Wants no more messages about an optional life event.</summary>
    public sealed record OptOut(string Guide) : CitizenAct;

    /// <summary>Wants them again. A no that a registry knows of is taken back there, not here.</summary>
    public sealed record OptIn(string Guide) : CitizenAct;

    /// <summary>Objects to the processing (GDPR art. 21); a person decides.</summary>
    /// <param name="Words">Why, at most 2,000 characters; may be empty.</param>
    public sealed record Object(string Guide, string Words) : CitizenAct;

    /// <summary>Says how much it helped; a second answer takes the place of the first.</summary>
    public sealed record Grade(string Journey, Answer Answer) : CitizenAct;

    /// <summary>Closes the link for good, e.g. because it reached the wrong hands.</summary>
    public sealed record Close : CitizenAct;
}

/// <summary>What a citizen said of the help.</summary>
/// <param name="Mark">1 to 5 as at school, 1 the best.</param>
/// <param name="Words">One sentence, at most 300 characters; may be empty.</param>
/// <param name="Authorities">How many authorities they had to contact; null: not said.</param>
/// <param name="Helped">Whether somebody helped them with the overview; null: not said.</param>
public sealed record Answer(int Mark, string Words, int? Authorities, bool? Helped)
{
    public override string ToString() => "an answer";
}

/// <summary>The answer about one journey.</summary>
/// <param name="Journey">The journey's id.</param>
public sealed record JourneyAnswer(string Journey, Answer Answer, DateTimeOffset At);
