using Proactive.Engine.Citizens;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Notices;

/// <summary>What a guard says of a notice at the moment of sending.</summary>
public abstract record Verdict
{
    /// <summary>It may go.</summary>
    public sealed record Pass : Verdict;

    /// <summary>It must never go.</summary>
    public sealed record Suppress(string Reason) : Verdict;

    /// <summary>It must not go while this is not known; asked again later.</summary>
    public sealed record Hold(string Reason) : Verdict;

    Verdict() { }
}

/// <summary>Who must not be written to. Asked when something is sent, with the person as known then; what is not known holds the notice (fails closed).</summary>
public static class Guards
{
    static readonly Verdict Pass = new Verdict.Pass();

    // None of these writes the address on anything.
    static readonly string[] KeepAnAddress = [ChannelName.DigitalPost, ChannelName.Email];

    /// <summary>Whether a channel may be used for this person: a protected address is on no envelope, and only channels known to keep it are used.</summary>
    public static bool MayTravelBy(string channel, Person person) => !person.Protected || KeepAnAddress.Contains(channel);

    public static Verdict Judge(Notice notice, Guide guide, Person? person, DateOnly today)
    {
        if (person is null) return new Verdict.Hold("unknown-person");
        if (person.DeceasedOn is not null) return new Verdict.Suppress("deceased");
        if (!guide.Mandatory && person.OptOuts.Contains(guide.Id)) return new Verdict.Suppress("opted-out");
        if (person.BirthDate is not { } birthDate) return new Verdict.Hold("age-unknown");
        if (birthDate.AddYears(guide.MinAge) > today) return new Verdict.Suppress("minor");
        return Pass;
    }
}
