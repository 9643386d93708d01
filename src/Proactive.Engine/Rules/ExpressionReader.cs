using Proactive.Cel;

namespace Proactive.Engine.Rules;

/// <summary>Compiles the CEL in a YAML scalar; its problems are put under the YAML they stand in.</summary>
sealed class ExpressionReader(CelEnvironment environment, ProblemList problems)
{
    /// <summary>The expressions of a country: the standard language plus dates that know its holidays.</summary>
    public static CelEnvironment EnvironmentOf(Country country) =>
        CelEnvironment.Standard.WithLibrary(DateLibrary.Create(country.Calendar.IsWorkday));

    /// <summary>The compiled expression, or null if there is none or it has problems.</summary>
    public CompiledExpression? Read(YamlScalar? source, CelRecordType scope, CelType type, string? context = null)
    {
        if (source is null) return null;
        var compilation = environment.WithVariables(scope).Compile(source.Text, type);
        foreach (var problem in compilation.Problems)
            problems.Add(source, problem.Offset, context is null ? problem.Message : $"{problem.Message} ({context})");
        return compilation.Expression;
    }
}
