namespace Proactive.Channels.DigitalPost;

/// <summary>The authority that digital post comes from.</summary>
public sealed record DigitalPostSender
{
    /// <summary>Its number in the Danish business register (CVR), 8 digits.</summary>
    public required string Cvr { get; init; }

    /// <summary>Its name as the mailbox shows it, up to 256 characters.</summary>
    public required string Name { get; init; }

    /// <summary>What the messages are about in the municipalities' common subject plan (KLE); default none.</summary>
    public DigitalPostSubject? Subject { get; init; }

    /// <summary>True if the citizen may answer in the mailbox. Default false: answers that nobody reads are worse than none.</summary>
    public bool TakesReplies { get; init; }

    /// <summary>What is wrong with the settings, each in a sentence; empty if nothing is.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        if (Cvr.Length != 8 || !Cvr.All(char.IsAsciiDigit)) problems.Add("the sender's CVR number is not 8 digits");
        if (!MemoText.Fits(Name)) problems.Add("the sender's name is not 1 to 256 characters on one line");
        if (Subject is { } subject && (!MemoText.Fits(subject.Key) || !MemoText.Fits(subject.Version) || !MemoText.Fits(subject.Name)))
            problems.Add("the KLE subject's key, version or name is not 1 to 256 characters on one line");
        return problems;
    }
}

/// <summary>A subject of KLE.</summary>
/// <param name="Key">E.g. <c>23.05.00</c>.</param>
/// <param name="Version">The edition of the plan that the key is from, e.g. <c>November 2026</c>.</param>
public sealed record DigitalPostSubject(string Key, string Version, string Name);
