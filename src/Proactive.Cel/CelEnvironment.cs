using Proactive.Cel.Checking;
using Proactive.Cel.Evaluation;
using Proactive.Cel.Library;
using Proactive.Cel.Parsing;

namespace Proactive.Cel;

/// <summary>What an expression may use: variables, functions and macros. Immutable and thread-safe; each With gives a new one.</summary>
public sealed class CelEnvironment
{
    static readonly CelRecordType NoVariables = new("variables", []);

    readonly MacroSet macros;

    CelEnvironment(CelRecordType variables, FunctionSet functions, MacroSet macros, string container, bool isChecked)
    {
        Variables = variables;
        Functions = functions;
        this.macros = macros;
        Container = container;
        IsChecked = isChecked;
    }

    /// <summary>The standard library and the extension libraries strings, math, optionals, encoders, bindings, two-variable macros.</summary>
    public static CelEnvironment Standard { get; } = StandardLibraries.All.Aggregate(
        new CelEnvironment(NoVariables, FunctionSet.Empty, MacroSet.Empty, "", true), (environment, library) => environment.WithLibrary(library));

    /// <summary>The root record: each field of it is a variable.</summary>
    public CelRecordType Variables { get; }

    /// <summary>The namespace in which names are looked up first; empty for none.</summary>
    public string Container { get; }

    internal FunctionSet Functions { get; }

    internal bool IsChecked { get; }

    public CelEnvironment WithVariables(CelRecordType variables)
    {
        ArgumentNullException.ThrowIfNull(variables);
        return new(variables, Functions, macros, Container, IsChecked);
    }

    public CelEnvironment WithLibrary(CelLibrary library)
    {
        ArgumentNullException.ThrowIfNull(library);
        return new(Variables, Functions.With(library.Functions), macros.With(library.Macros), Container, IsChecked);
    }

    public CelEnvironment InContainer(string container)
    {
        ArgumentNullException.ThrowIfNull(container);
        return new(Variables, Functions, macros, container, IsChecked);
    }

    /// <summary>Leaves out all macros, so that their names are plain function names.</summary>
    public CelEnvironment WithoutMacros() => new(Variables, Functions, MacroSet.Empty, Container, IsChecked);

    /// <summary>Leaves out the type check: what it would refuse is settled by the values at run time. Only bad syntax is a problem then.</summary>
    public CelEnvironment WithoutTypeCheck() => new(Variables, Functions, macros, Container, false);

    /// <summary>
    /// Compiles a source text; never throws on a bad one. With <paramref name="expected"/>, an expression of another type is a problem.
    /// </summary>
    public CelCompilation Compile(string source, CelType? expected = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        return DeepStack.Run(source, () => CompileHere(source, expected));
    }

    /// <summary>
    /// The value of an expression and of every part of it, for people who ask why. Each part is compiled by itself, which is slow.
    /// Throws <see cref="ArgumentException"/> if the source text does not compile for these variables.
    /// </summary>
    public CelExplanation Explain(string source, CelRecord variables)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(variables);
        return DeepStack.Run(source, () => Parser.TryParse(source, macros, out var parsed, out var problem)
            ? new Explainer(new(source), this, variables).Explain(parsed.Root) ?? throw new ArgumentException("The expression does not compile for these variables.", nameof(source))
            : throw new ArgumentException(problem.Message, nameof(source)));
    }

    CelCompilation CompileHere(string source, CelType? expected)
    {
        if (!Parser.TryParse(source, macros, out var parsed, out var problem))
            return new([problem]);
        var outcome = Checker.Check(parsed, this, expected);
        return outcome.Expression is { } expression ? new(new CompiledExpression(expression, Variables)) : new(outcome.Problems);
    }
}
