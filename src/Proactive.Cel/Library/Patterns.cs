using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Proactive.Cel.Library;

/// <summary>Regular expressions in linear time: RE2 syntax on .NET's non-backtracking engine.</summary>
internal static class Patterns
{
    private const int MaxCached = 256;
    private static readonly ConcurrentDictionary<string, Regex?> Cache = new(StringComparer.Ordinal);

    public static CelValue Matches(string text, string pattern) =>
        Compiled(pattern) is { } regex ? CelValue.Of(regex.IsMatch(text)) : CelValue.Failed($"invalid regular expression '{pattern}'");

    public static string? Problem(CelValue pattern) =>
        Compiled(pattern.AsString) is null ? $"'{pattern.AsString}' is not a regular expression (RE2 syntax)." : null;

    private static Regex? Compiled(string pattern)
    {
        if (Cache.TryGetValue(pattern, out var regex))
            return regex;
        // Patterns made at run time could be of any number; those in rules are few.
        if (Cache.Count >= MaxCached)
            Cache.Clear();
        return Cache[pattern] = Parse(pattern);
    }

    private static Regex? Parse(string pattern)
    {
        if (Re2Syntax.Translate(pattern) is not { } translated)
            return null;
        try
        {
            return new(translated, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            // Not a pattern, or one that needs backtracking: the caller says so where the pattern stands.
            return null;
        }
    }
}
