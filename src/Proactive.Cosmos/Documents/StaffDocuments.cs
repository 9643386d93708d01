namespace Proactive.Cosmos.Documents;

/// <summary>Says which version the documents have, and with which master key they were written.</summary>
sealed record StoreDocument : RecordDocument
{
    public int Schema { get; init; }

    public string MasterKey { get; init; } = "";

    /// <summary>The host of the account. The same documents in another one came there from a backup.</summary>
    public string Account { get; init; } = "";
}

/// <summary>A note the engine left.</summary>
sealed record NoteDocument : RecordDocument
{
    public const string Notes = "note";

    public string Text { get; init; } = "";

    /// <summary>The id of a note: its name, with what may not stand in an id written as its code.</summary>
    public static string IdOf(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or ' ' ? $"{c}" : $"~{(int)c:x4}"));
}

/// <summary>The files of a rule book.</summary>
sealed record RuleBookDocument : RecordDocument
{
    public const string RuleBooks = "rule-book";

    public string Root { get; init; } = "";

    /// <summary>Compressed: a document may have 2 MB, and the rules of a country come near it.</summary>
    public byte[] Files { get; init; } = [];
}

/// <summary>A proposed change of the rules, encrypted.</summary>
sealed record ProposalDocument : RecordDocument
{
    public const string Proposals = "proposal";

    public long Version { get; init; }

    public byte[] Body { get; init; } = [];
}
