using System.Text.RegularExpressions;

namespace Proactive.Web.Administration.Parts;

/// <summary>An administrator's reason for an act, as it goes into the audit log; or the key of the words that say what is wrong with it.</summary>
public sealed partial record GivenReason(string Text, string? Problem)
{
    /// <summary>The form field.</summary>
    public const string Field = "reason";

    public const int Shortest = 10;
    public const int Longest = 200;

    /// <summary>Of the grounds for a decision about somebody.</summary>
    public const int LongestGrounds = 1000;

    /// <param name="longest">In characters.</param>
    public static GivenReason Read(string typed, int longest = Longest)
    {
        // The logs have one line for it.
        var text = typed.Trim().ReplaceLineEndings(" ");
        return new GivenReason(text, text switch
        {
            { Length: < Shortest } => "administration.reason-too-short",
            _ when text.Length > longest => longest == Longest ? "administration.reason-too-long" : "administration.grounds-too-long",
            _ when text.Any(char.IsControl) => "administration.reason-unwritable",
            _ when Personal().IsMatch(text) => "administration.reason-personal",
            _ => null,
        });
    }

    // The logs outlive the citizen's file, so no person number and no mail address stands in them.
    [GeneratedRegex(@"@|\d{6}[-/ ]?\d{3}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    internal static partial Regex Personal();
}
