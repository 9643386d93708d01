using System.Text.Json;

namespace Proactive.Testing.Cosmos.Queries;

using Expression = Func<JsonElement, JsonElement>;

/// <summary>Reads conditions and values, from the loosest to the tightest binding, and notes which properties they look at.</summary>
sealed class QueryExpressions(TokenCursor at, string alias, IReadOnlyDictionary<string, JsonElement> parameters)
{
    static readonly string[] Signs = ["=", "!=", "<>", "<", "<=", ">", ">="];

    public HashSet<string> Paths { get; } = [];

    /// <summary>Whether COUNT(1) was among them; its expression is the number of documents, given instead of a document.</summary>
    public bool Counts { get; private set; }

    public Expression Read()
    {
        var left = ReadAnd();
        while (at.Took("OR"))
        {
            var (before, right) = (left, ReadAnd());
            left = d => QueryValue.Or(before(d), right(d));
        }

        return left;
    }

    Expression ReadAnd()
    {
        var left = ReadNot();
        while (at.Took("AND"))
        {
            var (before, right) = (left, ReadNot());
            left = d => QueryValue.And(before(d), right(d));
        }

        return left;
    }

    Expression ReadNot()
    {
        if (!at.Took("NOT")) return ReadComparison();
        var inner = ReadNot();
        return d => QueryValue.Not(inner(d));
    }

    Expression ReadComparison()
    {
        var left = ReadValue();
        if (Signs.FirstOrDefault(at.Took) is { } sign)
        {
            var right = ReadValue();
            return d => QueryValue.Compare(sign, left(d), right(d));
        }

        if (!at.Took("IN")) return left;
        at.Take("(");
        var list = ReadList(")");
        return d => list.Select(v => QueryValue.Compare("=", left(d), v(d))).Aggregate(QueryValue.Of(false), QueryValue.Or);
    }

    Expression ReadValue()
    {
        var token = at.Next();
        return token switch
        {
            { Kind: TokenKind.Number } => Constant(token.Text),
            { Kind: TokenKind.Text } => Constant(JsonText(token.Text)),
            { Kind: TokenKind.Word, Text: "true" or "false" or "null" } => Constant(token.Text),
            { Kind: TokenKind.Word, Text: ['@', ..] } => Parameter(token.Text),
            _ when token.Is("(") => ReadBracketed(),
            _ when token.Is("[") => List(ReadList("]")),
            _ when token.Is("{") => ReadObject(),
            _ when token.Text == alias => ReadPath(),
            { Kind: TokenKind.Word } when at.Took("(") => ReadCall(token.Text.ToUpperInvariant()),
            _ => throw new FormatException($"'{token.Text}' at {token.Start}"),
        };
    }

    Expression ReadPath()
    {
        Expression value = d => d;
        var path = "";
        while (at.Now.Is(".") || at.Now.Is("["))
        {
            var name = at.Took(".") ? at.Word() : ReadBracketedName();
            var inner = value;
            value = d => QueryValue.Property(inner(d), name);
            path += "/" + name;
        }

        Paths.Add(path.Length == 0 ? "" : path + "/?");
        return value;
    }

    string ReadBracketedName()
    {
        at.Take("[");
        var name = JsonSerializer.Deserialize<string>(JsonText(at.Next().Text))!;
        at.Take("]");
        return name;
    }

    Expression ReadBracketed()
    {
        var inner = Read();
        at.Take(")");
        return inner;
    }

    Expression ReadCall(string function)
    {
        var before = new HashSet<string>(Paths);
        var given = ReadList(")");
        switch (function, given)
        {
            case ("IS_DEFINED", [var value]):
                return d => QueryValue.Of(value(d).ValueKind != JsonValueKind.Undefined);
            case ("STARTSWITH", [var value, var start]):
                return d => (value(d), start(d)) is ({ ValueKind: JsonValueKind.String } v, { ValueKind: JsonValueKind.String } s)
                    ? QueryValue.Of(v.GetString()!.StartsWith(s.GetString()!, StringComparison.Ordinal)) : QueryValue.Undefined;
            case ("ARRAY_CONTAINS", [var list, var item]):
                foreach (var path in Paths.Except(before).ToList()) Paths.Add(path[..^1] + "[]/?");
                Paths.RemoveWhere(p => !before.Contains(p) && !p.EndsWith("/[]/?", StringComparison.Ordinal));
                return d => list(d) is { ValueKind: JsonValueKind.Array } items ? QueryValue.Of(items.EnumerateArray().Any(i => QueryValue.Same(i, item(d)))) : QueryValue.Undefined;
            case ("COUNT", [_]):
                Counts = true;
                return number => number;
            default:
                throw new FormatException($"the function {function}");
        }
    }

    List<Expression> ReadList(string end)
    {
        var list = new List<Expression>();
        do list.Add(Read());
        while (at.Took(","));
        at.Take(end);
        return list;
    }

    Expression ReadObject()
    {
        var properties = new List<(string Name, Expression Value)>();
        do
        {
            var name = JsonSerializer.Deserialize<string>(JsonText(at.Next().Text))!;
            at.Take(":");
            properties.Add((name, Read()));
        }
        while (at.Took(","));
        at.Take("}");
        return d => JsonSerializer.SerializeToElement(properties.Select(p => (p.Name, Value: p.Value(d))).Where(p => p.Value.ValueKind != JsonValueKind.Undefined).ToDictionary(p => p.Name, p => p.Value));
    }

    // A property that is not there leaves no gap but nothing: the client reads [{}] as "not there".
    static Expression List(List<Expression> items) => d =>
        JsonSerializer.SerializeToElement(items.Select(i => i(d)).Where(v => v.ValueKind != JsonValueKind.Undefined));

    Expression Parameter(string name) =>
        parameters.TryGetValue(name, out var value) ? _ => value : throw new FormatException($"{name}, which has no value");

    static Expression Constant(string json)
    {
        var value = JsonDocument.Parse(json).RootElement;
        return _ => value;
    }

    static string JsonText(string quoted) =>
        quoted[0] == '"' ? quoted : $"\"{quoted[1..^1].Replace("\\'", "'", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
