using Proactive.Cel.Checking;
using Proactive.Cel.Evaluation;

namespace Proactive.Cel;

/// <summary>An expression ready to run. Immutable and thread-safe.</summary>
public sealed class CompiledExpression
{
    readonly CelRecordType variableType;
    readonly Func<CelRecord, CelValue> evaluate;
    readonly Func<CelRecord, bool>? predicate;

    internal CompiledExpression(
        CheckedExpression expression, CelRecordType variableType,
        Func<CelRecord, CelValue> evaluate, Func<CelRecord, bool>? predicate)
    {
        Source = expression.Source;
        Type = expression.Root.Type;
        Reads = expression.Reads;
        EstimatedCost = expression.EstimatedCost;
        this.variableType = variableType;
        this.evaluate = evaluate;
        this.predicate = predicate;
    }

    public string Source { get; }

    public CelType Type { get; }

    /// <summary>The dotted paths of variables it can read, sorted: <c>data.from.municipality</c>; of list elements <c>data.household.birthDate</c>.</summary>
    public IReadOnlyList<string> Reads { get; }

    /// <summary>About how many steps an evaluation takes if lists in the variables have ten elements.</summary>
    public long EstimatedCost { get; }

    /// <summary>
    /// The value for these variables; an evaluation error is a value of kind <see cref="CelKind.Error"/>.
    /// Throws <see cref="ArgumentException"/> if the record is not of the type the environment was given.
    /// </summary>
    public CelValue Evaluate(CelRecord variables)
    {
        Verify(variables);
        try
        {
            return evaluate(variables);
        }
        catch (CostExceededException e)
        {
            return CelValue.Failed(e.Message);
        }
    }

    /// <summary>Whether the value is the bool true; an error counts as false.</summary>
    public bool IsTrue(CelRecord variables)
    {
        if (predicate is null)
            return Evaluate(variables) is { Tag: CelKind.Bool, Bits: not 0 };
        // Not even a call more than needed: rules ask this for every event.
        if (variables is null || !ReferenceEquals(variables.Type, variableType))
            Verify(variables!);
        return predicate(variables!);
    }

    public override string ToString() => Source;

    void Verify(CelRecord variables)
    {
        ArgumentNullException.ThrowIfNull(variables);
        if (!ReferenceEquals(variables.Type, variableType) && !variables.Type.Equals(variableType))
            throw new ArgumentException($"The expression reads '{variableType.Name}', but the record is '{variables.Type.Name}'.", nameof(variables));
    }
}
