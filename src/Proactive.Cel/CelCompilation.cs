using System.Diagnostics.CodeAnalysis;

namespace Proactive.Cel;

/// <summary>What compiling a source text gave: an expression, or the problems that keep it from being one.</summary>
public sealed class CelCompilation
{
    internal CelCompilation(CompiledExpression expression) => (Expression, Problems) = (expression, []);

    internal CelCompilation(IReadOnlyList<CelProblem> problems) => Problems = problems;

    [MemberNotNullWhen(true, nameof(Expression))]
    public bool Succeeded => Expression is not null;

    public CompiledExpression? Expression { get; }

    public IReadOnlyList<CelProblem> Problems { get; }
}
