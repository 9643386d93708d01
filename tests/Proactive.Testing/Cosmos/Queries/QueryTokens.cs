using System.Text.RegularExpressions;

namespace Proactive.Testing.Cosmos.Queries;

enum TokenKind { Text, Number, Word, Sign, End }

readonly record struct Token(TokenKind Kind, string Text, int Start)
{
    public int End => Start + Text.Length;

    public bool Is(string word) => Kind is TokenKind.Word or TokenKind.Sign && Text.Equals(word, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A query's text in its words.</summary>
static partial class QueryTokens
{
    /// <exception cref="FormatException">A sign that no query understood here has.</exception>
    public static List<Token> Read(string query)
    {
        var tokens = new List<Token>();
        for (var at = 0; at < query.Length;)
        {
            var match = Next().Match(query, at);
            if (!match.Success) throw new FormatException($"'{query[at]}' at {at}");
            at += match.Length;
            if (match.Groups["space"].Success) continue;
            var kind = match.Groups["text"].Success ? TokenKind.Text : match.Groups["number"].Success ? TokenKind.Number : match.Groups["word"].Success ? TokenKind.Word : TokenKind.Sign;
            tokens.Add(new Token(kind, match.Value, match.Index));
        }

        tokens.Add(new Token(TokenKind.End, "", query.Length));
        return tokens;
    }

    [GeneratedRegex("""
        \G(?:(?<space>\s+)
        |(?<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
        |(?<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
        |(?<word>[@A-Za-z_][A-Za-z0-9_]*)
        |(?<sign><=|>=|!=|<>|[=<>(){}\[\].,:*]))
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Next();
}
