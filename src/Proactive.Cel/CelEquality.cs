namespace Proactive.Cel;

/// <summary>
/// What must hold for a condition to be true: where the field at <paramref name="Path"/> has a value other than one of
/// <paramref name="Values"/>, the condition is false; not an error, whatever its other terms give.
/// </summary>
/// <param name="Values">Strings, ints or bools.</param>
/// <param name="FalseIfAbsent">True if an absent field makes the condition false, too; otherwise only evaluating it can tell.</param>
public sealed record CelEquality(CelFieldPath Path, IReadOnlyList<CelValue> Values, bool FalseIfAbsent);
