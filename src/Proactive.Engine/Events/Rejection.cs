namespace Proactive.Engine.Events;

/// <summary>Why an event was not accepted. Written in kebab case wherever people see it.</summary>
public enum RejectionReason
{
    InvalidUtf8,
    InvalidJson,
    TooLarge,
    TooDeep,
    DuplicateKey,
    NotAnObject,
    MissingAttribute,
    InvalidAttribute,
    UnsupportedSpecVersion,
    UnsupportedContent,
    UnknownType,
    MissingField,
    UnknownField,
    WrongFieldType,
    InvalidDate,
    AbsurdDate,
    RuleError,
    NoRecipient,
    UnknownPerson,
    Conflict,
    UnusualVolume,
    UnknownNotice,
    InternalError,
}

/// <summary>An event that was not accepted: the reason, the field it is about and a sentence for people.</summary>
/// <param name="Path">The field, e.g. <c>data.to.municipality</c> or <c>data.household[2].birthDate</c>; empty when the whole event is meant.</param>
/// <param name="Detail">What is wrong and what to do. Never quotes a value: values are personal data.</param>
public sealed record Rejection(RejectionReason Reason, string Path, string Detail)
{
    public string Code => CodeOf(Reason);

    public static string CodeOf(RejectionReason reason) =>
        string.Concat(reason.ToString().Select((c, i) => char.IsUpper(c) && i > 0 ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"))
            .Replace("utf8", "utf-8", StringComparison.Ordinal);

    public override string ToString() => Path.Length == 0 ? $"{Code}: {Detail}" : $"{Code} at {Path}: {Detail}";
}
