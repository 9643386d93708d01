using System.Globalization;

namespace Proactive.Cel;

/// <summary>What bounds an expression, so that no rule can hang or exhaust the process. The values are the same for every host.</summary>
public static class CelLimits
{
    /// <summary>The longest source text, in code points.</summary>
    public const int MaxSourceLength = 100_000;

    /// <summary>How deep parentheses, calls, lists and unary operators may nest.</summary>
    public const int MaxNesting = 250;

    /// <summary>How many operators of one precedence or selections may follow each other.</summary>
    public const int MaxDepth = 1_000;

    /// <summary>What one evaluation may cost: about one unit an element visited or 16 characters written.</summary>
    public const long MaxCost = 5_000_000;

    /// <summary>The longest string, bytes or list an evaluation may make.</summary>
    public const int MaxSize = 1_000_000;

    internal const long MaxFoldingCost = 100_000;

    internal static CelProblem? CheckLength(string source)
    {
        if (source.Length <= MaxSourceLength)
            return null;
        var codePoints = source.Length - source.Count(char.IsLowSurrogate);
        return codePoints <= MaxSourceLength
            ? null
            : new CelProblem(0, source.Length, string.Create(CultureInfo.InvariantCulture,
                $"The expression has {codePoints} characters; {MaxSourceLength} are allowed."));
    }
}
