namespace Proactive.Cel;

/// <summary>
/// One overload of a function: its name, whether it is called on a value, its types, and a delegate over plain .NET types
/// (bool, long, ulong, double, string, <see cref="DateOnly"/>, <see cref="CelPeriod"/>, <see cref="CelMap"/>, <see cref="CelRecord"/>,
/// IReadOnlyList&lt;CelValue&gt;, or <see cref="CelValue"/> for anything). A body that can fail returns a CelValue and gives an
/// error as a value; it must not throw and must not have side effects.
/// </summary>
public sealed class CelFunction
{
    CelFunction(string name, bool isMember, Delegate body, CelType? result, CelType[] parameters)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(body);
        var declared = body.Method.GetParameters().Select(p => p.ParameterType).ToArray();
        if (parameters.Length > 0 && parameters.Length != declared.Length)
            throw new ArgumentException($"'{name}' declares {parameters.Length} parameters, but its body has {declared.Length}.", nameof(parameters));
        Name = name;
        IsMember = isMember;
        Body = body;
        Parameters = parameters.Length > 0 ? parameters : [.. declared.Select(TypeFor)];
        Result = result ?? TypeFor(body.Method.ReturnType);
    }

    CelFunction(CelFunction other)
    {
        (Name, IsMember, Body, Parameters, Result) = (other.Name, other.IsMember, other.Body, other.Parameters, other.Result);
        (IsConstant, IsVariadic, CheckConstant, Searches) = (other.IsConstant, other.IsVariadic, other.CheckConstant, other.Searches);
    }

    /// <summary>A function called as <c>name(a, b)</c>. Types left out are those of the delegate.</summary>
    public static CelFunction Global(string name, Delegate body, CelType? result = null, params CelType[] parameters) =>
        new(name, false, body, result, parameters);

    /// <summary>A function called as <c>a.name(b)</c>; the first parameter is the value it is called on.</summary>
    public static CelFunction Member(string name, Delegate body, CelType? result = null, params CelType[] parameters) =>
        new(name, true, body, result, parameters);

    public string Name { get; }

    public bool IsMember { get; }

    public IReadOnlyList<CelType> Parameters { get; }

    public CelType Result { get; }

    /// <summary>Whether a call with constant arguments may be computed once, when the expression is compiled.</summary>
    public bool IsConstant { get; private init; } = true;

    /// <summary>Whether the last parameter, a list, takes all further arguments of the call.</summary>
    public bool IsVariadic { get; private init; }

    internal Func<int, CelValue, string?>? CheckConstant { get; private init; }

    // Its time grows with the product of its arguments' sizes, not their sum.
    internal bool Searches { get; private init; }

    /// <summary>The function with a say on arguments that are constant in the source (index and value): what is wrong, or null.</summary>
    public CelFunction Checking(Func<int, CelValue, string?> check) => new(this) { CheckConstant = check };

    /// <summary>The function computed anew at each evaluation, for one whose value depends on more than its arguments.</summary>
    public CelFunction Varying() => new(this) { IsConstant = false };

    /// <summary>The function with its last parameter, a list, taking all further arguments.</summary>
    public CelFunction Variadic() => new(this) { IsVariadic = true };

    internal CelFunction Searching() => new(this) { Searches = true };

    internal Delegate Body { get; }

    /// <summary>The overload as an author would read it: <c>string.startsWith(string)</c>.</summary>
    public override string ToString()
    {
        var shown = IsVariadic ? [.. Parameters.SkipLast(1).Select(p => p.ToString()), $"{Parameters[^1].First}..."] : Parameters.Select(p => p.ToString());
        var arguments = string.Join(", ", shown.Skip(IsMember ? 1 : 0));
        return IsMember ? $"{Parameters[0]}.{Name}({arguments})" : $"{Name}({arguments})";
    }

    static CelType TypeFor(Type type) =>
        type == typeof(bool) ? CelType.Bool
        : type == typeof(long) ? CelType.Int
        : type == typeof(ulong) ? CelType.Uint
        : type == typeof(double) ? CelType.Double
        : type == typeof(string) ? CelType.String
        : type == typeof(DateOnly) ? CelType.Date
        : type == typeof(CelPeriod) ? CelType.Period
        : type == typeof(CelMap) ? CelType.Map(CelType.Dyn, CelType.Dyn)
        : type == typeof(IReadOnlyList<CelValue>) ? CelType.List(CelType.Dyn)
        : type == typeof(CelValue) ? CelType.Dyn
        : throw new ArgumentException($"A function's body cannot have the .NET type {type}.");
}
