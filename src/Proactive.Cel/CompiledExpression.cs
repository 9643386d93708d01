using Proactive.Cel.Checking;
using Proactive.Cel.Evaluation;
using Proactive.Cel.Parsing;

namespace Proactive.Cel;

/// <summary>
/// An expression ready to run. Immutable as seen from outside, and thread-safe. It becomes machine code when it first runs:
/// checking a book of ten thousand rules costs only the check, and a rule that never applies is never compiled.
/// </summary>
public sealed class CompiledExpression
{
    readonly CelRecordType variableType;
    CheckedExpression? pending;
    Func<CelRecord, CelValue>? evaluate;
    Func<CelRecord, bool>? predicate;

    internal CompiledExpression(CheckedExpression expression, CelRecordType variableType)
    {
        Source = expression.Source;
        Type = expression.Root.Type;
        Reads = expression.Reads;
        EstimatedCost = expression.EstimatedCost;
        RequiredEqualities = Checking.RequiredEqualities.Of(expression.Root);
        this.variableType = variableType;
        pending = expression;
    }

    public string Source { get; }

    public CelType Type { get; }

    /// <summary>The dotted paths of variables it can read, sorted: <c>data.from.municipality</c>; of list elements <c>data.household.birthDate</c>.</summary>
    public IReadOnlyList<string> Reads { get; }

    /// <summary>About how many steps an evaluation takes if lists in the variables have ten elements.</summary>
    public long EstimatedCost { get; }

    /// <summary>Fields that must equal constants for a condition to be true; none if nothing is known. By them conditions can be looked up.</summary>
    public IReadOnlyList<CelEquality> RequiredEqualities { get; }

    /// <summary>
    /// The value for these variables; an evaluation error is a value of kind <see cref="CelKind.Error"/>.
    /// Throws <see cref="ArgumentException"/> if the record is not of the type the environment was given.
    /// </summary>
    public CelValue Evaluate(CelRecord variables)
    {
        Verify(variables);
        var run = Volatile.Read(ref evaluate) ?? Compile();
        try
        {
            return run(variables);
        }
        catch (CostExceededException e)
        {
            return CelValue.Failed(e.Message);
        }
    }

    /// <summary>Whether the value is the bool true; an error counts as false.</summary>
    public bool IsTrue(CelRecord variables) => IsTrue(variables, out _);

    /// <summary>Whether the value is the bool true; if it is an error, that is said too.</summary>
    public bool IsTrue(CelRecord variables, out CelError? error)
    {
        // Not even a call more than needed: rules ask this for every event.
        if (predicate is { } holds && variables is not null && ReferenceEquals(variables.Type, variableType))
        {
            error = null;
            return holds(variables);
        }

        return IsTrueByValue(variables!, out error);
    }

    // The first time, and for conditions that may fail.
    bool IsTrueByValue(CelRecord variables, out CelError? error)
    {
        var value = Evaluate(variables);
        error = value.IsError ? value.AsError : null;
        return value is { Tag: CelKind.Bool, Bits: not 0 };
    }

    public override string ToString() => Source;

    // Two threads may both get here; each makes the same code, and either will do.
    Func<CelRecord, CelValue> Compile()
    {
        if (Volatile.Read(ref pending) is { } expression)
        {
            var code = DeepStack.Run(Source, () => Compiler.Compile(expression));
            predicate = code.Predicate;
            Volatile.Write(ref evaluate, code.Evaluate);
            Volatile.Write(ref pending, null);
        }
        return evaluate!;
    }

    void Verify(CelRecord variables)
    {
        ArgumentNullException.ThrowIfNull(variables);
        if (!ReferenceEquals(variables.Type, variableType) && !variables.Type.Equals(variableType))
            throw new ArgumentException($"The expression reads '{variableType.Name}', but the record is '{variables.Type.Name}'.", nameof(variables));
    }
}
