namespace Proactive.Cel;

/// <summary>A named set of functions and macros that an environment can take in; hosts make their own.</summary>
public sealed class CelLibrary
{
    public CelLibrary(string name, IReadOnlyList<CelFunction> functions, IReadOnlyList<CelMacro>? macros = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(functions);
        Name = name;
        Functions = functions;
        Macros = macros ?? [];
    }

    public string Name { get; }

    public IReadOnlyList<CelFunction> Functions { get; }

    public IReadOnlyList<CelMacro> Macros { get; }
}
