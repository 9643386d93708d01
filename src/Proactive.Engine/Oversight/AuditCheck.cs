using System.Globalization;

namespace Proactive.Engine.Oversight;

/// <summary>What became of checking the audit log.</summary>
/// <param name="Lines">How many lines from the first on are as they were written; all of them, if it is whole.</param>
/// <param name="Head">The hash of the last of them: noted elsewhere, it proves later that nothing before it was changed.</param>
public sealed record AuditCheck(long Lines, string Head, bool IsWhole)
{
    /// <summary>The number of the first line that was changed, put in or taken out; null: none.</summary>
    public long? FirstBad => IsWhole ? null : Lines + 1;
}

/// <summary>Where the audit log ends; written anew with every line.</summary>
/// <param name="Number">Of the last line; 0: there are none.</param>
/// <param name="Seal">What only <see cref="AuditChain"/> with the key can make of the last line.</param>
public sealed record AuditEnd(long Number, string Seal)
{
    /// <summary>Null if the text is not one that <see cref="ToString"/> has made.</summary>
    public static AuditEnd? Parse(string? text) =>
        text?.Split(' ') is [var number, var seal] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? new AuditEnd(last, seal) : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number} {Seal}");
}
