using Proactive.Cel.Parsing;

namespace Proactive.Cel.Checking;

/// <summary>Names in scope: the container's candidates for a name, and the types that can be named.</summary>
static class Names
{
    static readonly Dictionary<string, CelType> Types = new(StringComparer.Ordinal)
    {
        ["bool"] = CelType.Bool,
        ["int"] = CelType.Int,
        ["uint"] = CelType.Uint,
        ["double"] = CelType.Double,
        ["string"] = CelType.String,
        ["bytes"] = CelType.Bytes,
        ["null_type"] = CelType.Null,
        ["list"] = CelType.List(CelType.Dyn),
        ["map"] = CelType.Map(CelType.Dyn, CelType.Dyn),
        ["type"] = CelType.TypeOf(CelType.Dyn),
        ["optional_type"] = CelType.Optional(CelType.Dyn),
        ["google.protobuf.Timestamp"] = CelType.Timestamp,
        ["google.protobuf.Duration"] = CelType.Duration,
    };

    public static CelType? TypeNamed(string name) => Types.GetValueOrDefault(name);

    /// <summary>For a name in container <c>a.b</c>: <c>a.b.name</c>, <c>a.name</c>, <c>name</c>; a rooted name is only itself.</summary>
    public static IEnumerable<string> Candidates(string container, string name)
    {
        if (name.StartsWith('.'))
        {
            yield return name[1..];
            yield break;
        }
        for (var scope = container; scope.Length > 0; scope = scope[..Math.Max(scope.LastIndexOf('.'), 0)])
            yield return $"{scope}.{name}";
        yield return name;
    }

    /// <summary>A plain chain of names (<c>a.b.c</c>, <c>.a.b</c>) as text with its first name; null for anything else.</summary>
    public static (string Full, NameNode First)? Qualified(Node node) => node switch
    {
        NameNode name => (name.IsRooted ? "." + name.Name : name.Name, name),
        SelectNode { IsOptional: false, IsTest: false } select when Qualified(select.Operand) is { } prefix => ($"{prefix.Full}.{select.Field}", prefix.First),
        _ => null,
    };
}
