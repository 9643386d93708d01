using System.Text.Json;

namespace Proactive.Testing.Cosmos.Queries;

using Expression = Func<JsonElement, JsonElement>;

/// <summary>Reads the queries that the store asks, and those that the client makes of them.</summary>
sealed class QueryParser
{
    readonly string _text;
    readonly List<Token> _tokens;
    readonly QueryExpressions _expressions;
    readonly TokenCursor _at;

    QueryParser(string text, IReadOnlyDictionary<string, JsonElement> parameters)
    {
        _text = text;
        _tokens = QueryTokens.Read(text);
        _at = new TokenCursor(_tokens);
        // What stands behind FROM is what the expressions before it mean.
        var from = _tokens.FindIndex(t => t.Is("FROM"));
        if (from < 0) throw new FormatException("a query without FROM");
        _expressions = new QueryExpressions(_at, _tokens[from + 1].Text, parameters);
    }

    /// <exception cref="FormatException">This server does not understand the query.</exception>
    public static Query Read(string text, IReadOnlyDictionary<string, JsonElement> parameters) => new QueryParser(text, parameters).Read();

    Query Read()
    {
        _at.Take("SELECT");
        var select = ReadSelect();
        _at.Take("FROM");
        var alias = _at.Word();
        var (where, whereText) = _at.Took("WHERE") ? WithText(_expressions.Read) : (null, null);
        _expressions.Paths.Remove("");
        var paths = new HashSet<string>(_expressions.Paths);
        var order = _at.Took("ORDER") ? ReadOrder() : null;
        if (_at.Now.Kind != TokenKind.End) throw new FormatException($"'{_at.Now.Text}' at {_at.Now.Start}");
        return new Query(alias, select, _expressions.Counts, where, whereText, order, paths);
    }

    QuerySelect ReadSelect()
    {
        if (_at.Took("*")) return new QuerySelect(_tokens[_tokens.FindIndex(t => t.Is("FROM")) + 1].Text, true, [("", d => d)]);
        var one = _at.Took("VALUE");
        var columns = new List<(string Name, Expression Value, string Text)>();
        do
        {
            var (value, text) = WithText(_expressions.Read);
            columns.Add((_at.Took("AS") ? _at.Word() : text.Split('.')[^1], value, text));
        }
        while (_at.Took(","));
        _expressions.Paths.Clear();
        if (one && columns.Count > 1) throw new FormatException("VALUE of several");
        return new QuerySelect(one ? columns[0].Text : $"{{{string.Join(", ", columns.Select(c => $"\"{c.Name}\": {c.Text}"))}}}", one, [.. columns.Select(c => (c.Name, c.Value))]);
    }

    QueryOrder ReadOrder()
    {
        _at.Take("BY");
        _expressions.Paths.Clear();
        var (value, text) = WithText(_expressions.Read);
        if (_expressions.Paths.Count != 1 || text.Any(char.IsWhiteSpace)) throw new FormatException("ORDER BY something else than one property");
        var descending = _at.Took("DESC");
        if (!descending) _at.Took("ASC");
        return new QueryOrder(value, text, _expressions.Paths.Single(), descending);
    }

    (Expression, string) WithText(Func<Expression> read)
    {
        var start = _at.Now.Start;
        var expression = read();
        return (expression, _text[start.._at.Before.End]);
    }
}
