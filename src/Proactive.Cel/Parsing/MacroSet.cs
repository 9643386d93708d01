namespace Proactive.Cel.Parsing;

/// <summary>The macros of an environment, found by name and number of arguments.</summary>
sealed class MacroSet
{
    readonly Dictionary<(string Name, int Count, bool HasTarget), CelMacro> macros = [];

    public static MacroSet Empty { get; } = new([]);

    public MacroSet(IEnumerable<CelMacro> macros)
    {
        foreach (var macro in macros)
            this.macros[(macro.Name, macro.ArgumentCount, macro.HasTarget)] = macro;
    }

    public MacroSet With(IEnumerable<CelMacro> added) => new(macros.Values.Concat(added));

    public Node Expand(CallNode call)
    {
        var macro = Find(call);
        if (macro is null)
            return call;
        try
        {
            return macro.Expand(call);
        }
        catch (MacroRefusedException refusal)
        {
            throw new SyntaxException(refusal.Node.Span, refusal.Message);
        }
    }

    CelMacro? Find(CallNode call)
    {
        // cel.bind(…) looks like a call on a variable "cel" until the macro claims it.
        if (call.Target is NameNode { IsRooted: false } space
            && macros.TryGetValue(($"{space.Name}.{call.Function}", call.Arguments.Count, false), out var qualified))
            return qualified;
        return macros.GetValueOrDefault((call.Function, call.Arguments.Count, call.Target is not null));
    }
}
