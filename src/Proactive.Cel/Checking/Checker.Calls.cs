using Proactive.Cel.Parsing;

namespace Proactive.Cel.Checking;

// Calls: which overloads fit what is known of the arguments.
sealed partial class Checker
{
    CheckedNode CheckCall(CallNode node, Scope? scope)
    {
        var function = QualifiedFunction(node, scope);
        var target = function is null && node.Target is { } receiver ? Check(receiver, scope) : null;
        var arguments = node.Arguments.Select(a => Check(a, scope)).ToList();
        if (target is not null)
            arguments.Insert(0, target);
        if (arguments.Find(a => a is Refused) is { } refused)
            return refused;
        var name = function ?? GlobalName(node);
        var named = environment.Functions.Named(name);
        var styled = named.Where(f => f.IsMember == (target is not null)).ToList();
        if (styled.Count == 0)
            return Refuse(node.NameSpan, UnknownFunction(node, name, named, target));
        var types = arguments.ConvertAll(a => a.Type);
        var (fitting, result) = Fitting(styled, types);
        // Without the check, what a list or a map holds is as at run time: of any type.
        if (fitting.Count == 0 && !environment.IsChecked)
            (fitting, result) = Fitting(styled, types.ConvertAll(TypeRelations.Erase));
        if (fitting.Count == 0)
            return Refuse(node.NameSpan, Mismatch(node, styled, arguments));
        foreach (var overload in fitting)
            ReportConstants(overload, arguments);
        return new Call(node.Span, result, name, fitting, arguments);
    }

    // math.greatest(…) is a function of that whole name unless a local variable is called "math".
    string? QualifiedFunction(CallNode node, Scope? scope)
    {
        if (node.Target is null || Names.Qualified(node.Target) is not { } space)
            return null;
        if (!space.First.IsRooted && Scope.Find(scope, space.First.Name) is not null)
            return null;
        return Names.Candidates(environment.Container, $"{space.Full}.{node.Function}").FirstOrDefault(environment.Functions.HasGlobal);
    }

    string GlobalName(CallNode node) => node.Target is not null
        ? node.Function
        : Names.Candidates(environment.Container, node.Function).FirstOrDefault(environment.Functions.HasGlobal) ?? node.Function;

    static (List<CelFunction> Overloads, CelType Result) Fitting(List<CelFunction> styled, List<CelType> arguments)
    {
        var fitting = new List<CelFunction>();
        CelType? result = null;
        foreach (var overload in styled)
        {
            var bindings = new Dictionary<string, CelType>();
            if (!Accepts(overload, arguments, bindings))
                continue;
            fitting.Add(overload);
            var type = TypeRelations.Substitute(overload.Result, bindings);
            result = result is null || result.Equals(type) ? type : CelType.Dyn;
        }
        return (fitting, result ?? CelType.Dyn);
    }

    static bool Accepts(CelFunction overload, List<CelType> arguments, Dictionary<string, CelType> bindings)
    {
        var count = overload.Parameters.Count;
        if (overload.IsVariadic ? arguments.Count < count - 1 : arguments.Count != count)
            return false;
        for (var i = 0; i < arguments.Count; i++)
        {
            var parameter = overload.IsVariadic && i >= count - 1 ? overload.Parameters[count - 1].First : overload.Parameters[i];
            if (!TypeRelations.Unify(parameter, arguments[i], bindings))
                return false;
        }
        return true;
    }

    void ReportConstants(CelFunction overload, List<CheckedNode> arguments)
    {
        if (overload.CheckConstant is not { } check)
            return;
        for (var i = 0; i < arguments.Count; i++)
            if (arguments[i] is Constant constant && check(i, constant.Value) is { } problem)
                Refuse(constant.Span, problem);
    }

    string UnknownFunction(CallNode node, string name, IReadOnlyList<CelFunction> named, CheckedNode? target)
    {
        var shown = name.TrimStart('.');
        if (named.Count > 0)
            return target is null
                ? $"'{shown}' is called on a value: {named[0]}."
                : $"'{shown}' is not called on a value: {named[0]}.";
        if (target is null && node.Target is null)
            return $"There is no function '{shown}'.{Suggestions.DidYouMean(shown, environment.Functions.Names)}";
        return $"There is no function '{shown}' on {target?.Type ?? CelType.Dyn}.{Suggestions.DidYouMean(shown, environment.Functions.Names)}";
    }

    static string Mismatch(CallNode node, List<CelFunction> styled, List<CheckedNode> arguments)
    {
        var types = arguments.Select(a => a.Type.ToString()).ToList();
        if (node.Function is ['_', .. var symbol, '_'])
            return $"'{symbol}' cannot combine {types[0]} and {types[1]}.{(types.Contains("date") && types.Contains("int") ? " Write days(5) for five days." : "")}";
        if (node.Function is "-_" or "!_")
            return $"'{node.Function[0]}' cannot be applied to {types[0]}.";
        var given = styled[0].IsMember ? $"{types[0]}.{styled[0].Name}({string.Join(", ", types.Skip(1))})" : $"{styled[0].Name}({string.Join(", ", types)})";
        return $"There is no {given}; there is {string.Join(", ", styled)}.";
    }
}
