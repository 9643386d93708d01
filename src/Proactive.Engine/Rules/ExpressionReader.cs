using Proactive.Cel;

namespace Proactive.Engine.Rules;

/// <summary>Compiles the CEL in a YAML scalar; its problems are put under the YAML they stand in.</summary>
sealed class ExpressionReader(CelEnvironment environment, ProblemList problems)
{
    // Thousands of steps say "effective + days(5)"; they share one compiled expression.
    readonly Dictionary<(string Source, CelRecordType Scope, CelType Type), CompiledExpression> _known = [];

    /// <summary>The expressions of a country: the standard language plus dates that know its holidays.</summary>
    public static CelEnvironment EnvironmentOf(Country country) =>
        CelEnvironment.Standard.WithLibrary(DateLibrary.Create(country.Calendar.IsWorkday));

    /// <summary>The compiled expression, or null if there is none or it has problems.</summary>
    public CompiledExpression? Read(YamlScalar? source, CelRecordType scope, CelType type, string? context = null)
    {
        if (source is null) return null;
        if (_known.TryGetValue((source.Text, scope, type), out var known)) return known;
        var compilation = environment.WithVariables(scope).Compile(source.Text, type);
        if (type.Equals(CelType.Date) && DateOnly.TryParseExact(source.Text, "yyyy-MM-dd", out _))
        {
            problems.Add(source, $"a date is written date('{source.Text}') here");
            return null;
        }

        foreach (var problem in compilation.Problems)
            problems.Add(source, problem.Offset, context is null ? problem.Message : $"{problem.Message} ({context})");
        if (compilation.Expression is { } expression) _known[(source.Text, scope, type)] = expression;
        return compilation.Expression;
    }
}
