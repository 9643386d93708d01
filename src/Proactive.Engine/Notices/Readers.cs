using System.Collections.Immutable;
using Proactive.Engine.Citizens;

namespace Proactive.Engine.Notices;

/// <summary>Whom a citizen's notices may go to, as known at this moment: the citizen, or a guardian while the citizen is too young.</summary>
/// <param name="Guardians">Those of <see cref="Person.Guardians"/> who are known, in that order.</param>
public sealed record Readers(Person? Citizen, IReadOnlyList<Person> Guardians)
{
    public static Readers Only(Person? citizen) => new(citizen, []);

    /// <summary>Life events to whose messages the citizen has objected, and whether somebody has decided that they are right.</summary>
    public IReadOnlyList<(string Guide, bool Upheld)> Objected { get; init; } = [];

    /// <summary>With what the citizen has said no to by themselves, of which no registry knows.</summary>
    public Readers Without(ImmutableArray<string> optOuts) =>
        Citizen is null || optOuts.IsEmpty ? this : this with { Citizen = Citizen with { OptOuts = [.. Citizen.OptOuts.Union(optOuts)] } };
}
