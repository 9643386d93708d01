using System.Globalization;
using Proactive.Engine.Oversight;

namespace Proactive.Cosmos.Documents;

/// <summary>A line of the audit log.</summary>
sealed record AuditDocument : RecordDocument
{
    public const string Lines = "audit";

    public long Number { get; init; }

    public string At { get; init; } = "";

    public string Who { get; init; } = "";

    public string Role { get; init; } = "";

    public string What { get; init; } = "";

    public string? Subject { get; init; }

    public string? Why { get; init; }

    public string Hash { get; init; } = "";

    public static string IdOf(long number) => number.ToString("d19", CultureInfo.InvariantCulture);

    public static AuditDocument Of(AuditLine line) => new()
    {
        Id = IdOf(line.Number), Kind = Lines, Number = line.Number, At = Moment.Of(line.Entry.At), Who = line.Entry.Who, Role = line.Entry.Role,
        What = line.Entry.What, Subject = line.Entry.Subject, Why = line.Entry.Why, Hash = line.Hash,
    };

    // A moment that is none can only have been put there by somebody else: a line that does not hold, and no reason to stop looking.
    public AuditLine Line() => new(Number, new AuditEntry(Moment.TryRead(At) ?? DateTimeOffset.MinValue, Who, Role, What, Subject, Why), Hash);

    /// <summary>The line under an id of its own, where somebody who cannot make lines has put something in its place.</summary>
    public AuditDocument Beside() => this with { Id = $"{Id}-{Hash[..16]}" };
}

/// <summary>
/// Where the audit log ends. Replacing this one document adds a line: the line stands in it whole, and gets a document of its own after
/// that. So of two who add at once one comes second, and no line is there without the end having moved.
/// </summary>
sealed record AuditEndDocument : RecordDocument
{
    public const string End = "audit-end";

    /// <summary>Of the last line that the seal is for.</summary>
    public long Sealed { get; init; }

    public string Seal { get; init; } = "";

    public AuditDocument? Last { get; init; }

    public static AuditEndDocument Of(AuditEnd end, AuditLine? last) => new()
    {
        Id = End, Kind = End, Sealed = end.Number, Seal = end.Seal, Last = last is null ? null : AuditDocument.Of(last),
    };

    public AuditEnd Note => new(Sealed, Seal);
}
