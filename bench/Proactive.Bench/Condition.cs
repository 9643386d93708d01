using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Proactive.Bench;

/// <summary>A condition written once, in C#, and read twice: by the compiler, and as CEL, whose text differs in the case of names only.</summary>
sealed partial class Condition(Func<Move, bool> holds, [CallerArgumentExpression(nameof(holds))] string text = "")
{
    public Func<Move, bool> Holds { get; } = holds;

    public string Cel { get; } = CapitalAfterDot().Replace(text[(text.IndexOf("=>", StringComparison.Ordinal) + 2)..].Trim(), m => m.Value.ToLowerInvariant());

    [GeneratedRegex(@"\.[A-Z]")]
    private static partial Regex CapitalAfterDot();
}
