namespace Proactive.Cel.Evaluation;

/// <summary>The errors that compiled code makes when it meets values it cannot use.</summary>
static class Failures
{
    public static CelValue NoOverload(string name, CelValue[] arguments, int offset)
    {
        foreach (var argument in arguments)
            if (argument.IsError)
                return argument;
        return CelValue.Failed($"no such overload: {name}({string.Join(", ", arguments.Select(CelTypeTags.TypeOf))})", offset);
    }

    /// <summary>A value that should have been a bool; an error stays what it is.</summary>
    public static CelValue NotACondition(CelValue value, int offset) =>
        value.IsError ? value : CelValue.Failed($"no such overload: {CelTypeTags.TypeOf(value)} is not a bool", offset);

    /// <summary>Gives an error from a function's body the place of the call.</summary>
    public static CelValue At(CelValue value, int offset) =>
        value.IsError && value.AsError.Offset < 0 ? CelValue.OfError(value.AsError with { Offset = offset }) : value;
}
