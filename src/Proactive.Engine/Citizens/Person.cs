using System.Collections.Immutable;

namespace Proactive.Engine.Citizens;

/// <summary>
/// The facts and contact details of one person that rules, guards and channels need. Replaced whole by an import or the
/// registry's feed, kept apart from the citizen file, and read again when something is sent.
/// </summary>
public sealed record Person
{
    /// <summary>The person id as registries write it. Needed by digital post; never leaves a body.</summary>
    public required string Id { get; init; }

    public string? Name { get; init; }
    public DateOnly? BirthDate { get; init; }

    /// <summary>Municipality code, as the country's registry writes it.</summary>
    public string? Municipality { get; init; }

    /// <summary>Preferred language, e.g. <c>da</c>; null: the country's official one.</summary>
    public string? Language { get; init; }

    public string? Email { get; init; }

    /// <summary>A number for text messages in international form, <c>+4512345678</c>.</summary>
    public string? Phone { get; init; }

    // Persons kept by an older version lack what came later, here and below.
    /// <summary>The postal address below the name, one line an entry: street, postcode and town; a country only if it is another.</summary>
    public ImmutableArray<string> Address { get => field.IsDefault ? [] : field; init; }

    /// <summary>Is connected to the country's digital post; false also if the registry does not say.</summary>
    public bool DigitalPost { get; init; }

    /// <summary>Person ids of those who get what concerns the person as long as they are too young, in order.</summary>
    public ImmutableArray<string> Guardians { get => field.IsDefault ? [] : field; init; }

    /// <summary>The citizen's own order of channels; before the life event's.</summary>
    public ImmutableArray<string> Channels { get; init; } = [];

    /// <summary>Life events (<c>dk/moving</c>) about which the citizen does not want to be written to.</summary>
    public ImmutableArray<string> OptOuts { get; init; } = [];

    public DateOnly? DeceasedOn { get; init; }

    /// <summary>Name and address are protected (Danish <c>navne- og adressebeskyttelse</c>); false also if the registry does not say.</summary>
    public bool Protected { get; init; }

    // A record's generated text would print personal data.
    public override string ToString() => "a person";
}
