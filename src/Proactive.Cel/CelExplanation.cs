namespace Proactive.Cel;

/// <summary>A part of an expression with the value it has for some variables, and the parts it is made of. Parts that read nothing are not listed.</summary>
/// <param name="Source">The part as it is written, on one line; for an element of a loop, the variable it is bound to.</param>
/// <param name="Offset">Where it begins in the whole source text, in UTF-16 units.</param>
/// <param name="Value">What the compiled part gives; an error is a value too.</param>
/// <param name="IsAbsent">Whether the value is the error of reading an optional field that is not there.</param>
public sealed record CelExplanation(string Source, int Offset, CelValue Value, bool IsAbsent, IReadOnlyList<CelExplanation> Parts)
{
    /// <summary>Whether a part of this fails and this does not, because another part decides or the branch was not taken.</summary>
    public bool Absorbs(CelExplanation part)
    {
        ArgumentNullException.ThrowIfNull(part);
        return part.Value.IsError && !Value.IsError;
    }
}
