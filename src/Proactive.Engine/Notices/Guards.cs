using Proactive.Engine.Citizens;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Notices;

/// <summary>What a guard says of a notice at the moment of sending.</summary>
public abstract record Verdict
{
    /// <summary>It may go, to this person.</summary>
    public sealed record Pass(Person Reader) : Verdict;

    /// <summary>It must never go.</summary>
    public sealed record Suppress(string Reason) : Verdict;

    /// <summary>It must not go while this is not known; asked again later.</summary>
    public sealed record Hold(string Reason) : Verdict;

    Verdict() { }
}

/// <summary>Who must not be written to. Asked when something is sent, with the persons as known then; what is not known holds the notice (fails closed).</summary>
public static class Guards
{
    const int OfAge = 18;

    // None of these writes the address on anything.
    static readonly string[] KeepAnAddress = [ChannelName.DigitalPost, ChannelName.Email];

    /// <summary>Whether a channel may be used for this person: a protected address is on no envelope, and only channels known to keep it are used.</summary>
    public static bool MayTravelBy(string channel, Person person) => !person.Protected || KeepAnAddress.Contains(channel);

    public static Verdict Judge(Guide guide, Readers readers, DateOnly today)
    {
        if (readers.Citizen is not { } person) return new Verdict.Hold("unknown-person");
        if (person.DeceasedOn is not null) return new Verdict.Suppress("deceased");
        if (HasSaidNo(person, guide)) return new Verdict.Suppress("opted-out");
        // While a person has not decided, what the law owes the citizen still goes out.
        if (readers.Objected.Any(o => o.Guide == guide.Id && (o.Upheld || !guide.Mandatory))) return new Verdict.Suppress("objected");
        if (person.BirthDate is null) return new Verdict.Hold("age-unknown");
        return IsOld(person, guide.MinAge, today) ? new Verdict.Pass(person) : JudgeGuardians(person, readers.Guardians, guide, today);
    }

    static Verdict JudgeGuardians(Person child, IReadOnlyList<Person> guardians, Guide guide, DateOnly today)
    {
        if (child.Guardians.IsEmpty) return new Verdict.Suppress("minor");
        var able = guardians.Where(g => g.DeceasedOn is null && IsOld(g, OfAge, today) && !HasSaidNo(g, guide)).ToList();
        // A child may be protected from one of its own guardians; from one under the same protection it is not.
        if (able.FirstOrDefault(g => !child.Protected || g.Protected) is { } reader) return new Verdict.Pass(reader);
        return able.Count > 0 ? new Verdict.Suppress("protected-subject") : new Verdict.Hold("no-guardian-known");
    }

    static bool IsOld(Person person, int years, DateOnly today) => person.BirthDate is { } birthDate && birthDate.AddYears(years) <= today;

    static bool HasSaidNo(Person person, Guide guide) => !guide.Mandatory && person.OptOuts.Contains(guide.Id);
}
