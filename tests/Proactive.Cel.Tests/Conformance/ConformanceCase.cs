using System.Globalization;
using System.Text.Json;

namespace Proactive.Cel.Tests.Conformance;

/// <summary>One case of the public conformance suite as data: an expression, its bindings, and the value or failure it must give.</summary>
public sealed record ConformanceCase(string File, JsonElement Json)
{
    public string Name => Json.GetProperty("name").GetString()!;

    public string Expression => Json.GetProperty("expr").GetString()!;

    /// <summary>What is wrong with the outcome, null if nothing is.</summary>
    public string? Run()
    {
        var outcome = Evaluate();
        if (Json.TryGetProperty("error", out _))
            return outcome.IsError ? null : $"{Name}: {Expression} gave {outcome}, but must fail";
        var expected = Value(Json.GetProperty("value"));
        return Same(expected, outcome) ? null : $"{Name}: {Expression} gave {outcome}, not {expected}";
    }

    CelValue Evaluate()
    {
        var bindings = Json.TryGetProperty("bindings", out var declared)
            ? declared.EnumerateObject().Select(b => (b.Name, Value: Value(b.Value))).ToList()
            : [];
        var type = new CelRecordType("variables", [.. bindings.Select(b => new CelField(b.Name, CelType.Dyn))]);
        var environment = CelEnvironment.Standard.WithVariables(type);
        if (Json.TryGetProperty("container", out var container))
            environment = environment.InContainer(container.GetString()!);
        if (IsSet("disableCheck"))
            environment = environment.WithoutTypeCheck();
        if (IsSet("disableMacros"))
            environment = environment.WithoutMacros();
        var compiled = environment.Compile(Expression);
        return compiled.Succeeded
            ? compiled.Expression.Evaluate(new(type, [.. bindings.Select(b => b.Value)]))
            : CelValue.OfError(new(string.Join(" ", compiled.Problems.Select(p => p.Message))));
    }

    bool IsSet(string name) => Json.TryGetProperty(name, out var flag) && flag.GetBoolean();

    // Stricter than the language: the kinds must be the same too, and NaN is what was asked for.
    static bool Same(CelValue expected, CelValue actual) => expected.Kind == actual.Kind && expected.Kind switch
    {
        CelKind.Double => expected.AsDouble.Equals(actual.AsDouble),
        CelKind.List => expected.AsList.Count == actual.AsList.Count && expected.AsList.Zip(actual.AsList).All(p => Same(p.First, p.Second)),
        CelKind.Map => expected.AsMap.Count == actual.AsMap.Count
            && expected.AsMap.All(e => actual.AsMap.TryGetValue(e.Key, out var value) && Same(e.Value, value)),
        _ => expected.Equals(actual),
    };

    static CelValue Value(JsonElement json)
    {
        var (kind, value) = json.EnumerateObject().Select(p => (p.Name, p.Value)).Single();
        return kind switch
        {
            "null" => CelValue.Null,
            "bool" => CelValue.Of(value.GetBoolean()),
            "int" => CelValue.Of(long.Parse(value.GetString()!, CultureInfo.InvariantCulture)),
            "uint" => CelValue.Of(ulong.Parse(value.GetString()!, CultureInfo.InvariantCulture)),
            "double" => CelValue.Of(Double(value.GetString()!)),
            "string" => CelValue.Of(value.GetString()!),
            "bytes" => CelValue.OfBytes(value.GetBytesFromBase64()),
            "list" => CelValue.Of(value.EnumerateArray().Select(Value).ToArray()),
            "map" => CelValue.OfMap(value.EnumerateArray().Select(e => KeyValuePair.Create(Value(e[0]), Value(e[1])))),
            "timestamp" => CelValue.OfTimestamp(Integer(value, "seconds"), (int)Integer(value, "nanos")),
            "duration" => CelValue.OfDuration(Integer(value, "seconds") * 1_000_000_000 + Integer(value, "nanos")),
            "type" => CelEnvironment.Standard.Compile(value.GetString()!).Expression!.Evaluate(new(new("variables", []), [])),
            _ => throw new NotSupportedException($"No value is written '{kind}'."),
        };
    }

    static long Integer(JsonElement json, string name) => !json.TryGetProperty(name, out var number) ? 0
        : number.ValueKind == JsonValueKind.String ? long.Parse(number.GetString()!, CultureInfo.InvariantCulture)
        : number.GetInt64();

    static double Double(string text) => text.ToUpperInvariant() switch
    {
        "INF" or "+INF" or "INFINITY" => double.PositiveInfinity,
        "-INF" or "-INFINITY" => double.NegativeInfinity,
        "NAN" => double.NaN,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };
}
