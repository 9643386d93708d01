namespace Proactive.Cel.Library;

/// <summary>The libraries every environment begins with, in the order they are added.</summary>
static class StandardLibraries
{
    public static IReadOnlyList<CelLibrary> All { get; } =
    [
        new("standard", [.. Arithmetic.Functions, .. Conversions.Functions, .. Collections.Functions, .. TimestampFunctions.Functions], StandardMacros.All),
        new("two-variable macros", [], StandardMacros.TwoVariables),
        new("strings", StringFunctions.Functions),
        new("math", MathFunctions.Functions),
        new("optionals", OptionalFunctions.Functions, OptionalFunctions.Macros),
        SmallLibraries.Encoders,
        SmallLibraries.Bindings,
    ];
}
