using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Proactive.Cel.Evaluation;

namespace Proactive.Cel.Library;

/// <summary>Regular expressions in linear time: RE2 syntax on .NET's non-backtracking engine.</summary>
static class Patterns
{
    const int MaxCached = 256;
    static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(1);
    static readonly ConcurrentDictionary<string, Regex?> Cache = new(StringComparer.Ordinal);

    public static CelValue Matches(string text, string pattern)
    {
        if (Compiled(pattern) is not { } regex)
            return CelValue.Failed($"invalid regular expression '{pattern}'");
        try
        {
            return CelValue.Of(regex.IsMatch(text));
        }
        catch (RegexMatchTimeoutException)
        {
            // Linear time can still be long: a large automaton over a long text.
            throw new CostExceededException();
        }
    }

    /// <summary>What is wrong with a constant argument of matches: only the second, the pattern, can be.</summary>
    public static string? Problem(int index, CelValue argument) => index == 1 && Compiled(argument.AsString) is null
        ? $"'{argument.AsString}' is not a regular expression (RE2 syntax)."
        : null;

    static Regex? Compiled(string pattern)
    {
        if (Cache.TryGetValue(pattern, out var regex))
            return regex;
        // Patterns made at run time could be of any number; those in rules are few.
        if (Cache.Count >= MaxCached)
            Cache.Clear();
        return Cache[pattern] = Parse(pattern);
    }

    static Regex? Parse(string pattern)
    {
        if (Re2Syntax.Translate(pattern) is not { } translated)
            return null;
        try
        {
            return new(translated, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, LongestMatch);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            // Not a pattern, or one that needs backtracking: the caller says so where the pattern stands.
            return null;
        }
    }
}
