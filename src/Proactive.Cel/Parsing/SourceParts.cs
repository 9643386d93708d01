namespace Proactive.Cel.Parsing;

/// <summary>The source text of the parts of an expression, each complete enough to be read by itself.</summary>
sealed class SourceParts
{
    readonly string source;
    readonly List<Token> tokens = [];

    public SourceParts(string source)
    {
        this.source = source;
        var lexer = new Lexer(source);
        for (var token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
            tokens.Add(token);
    }

    /// <summary>The text of a span, with the parentheses around its ends: <c>(a || b) &amp;&amp; c</c> spans from a to c.</summary>
    public string Of(SourceSpan span)
    {
        var first = tokens.FindIndex(t => t.Span.Offset >= span.Offset);
        var last = tokens.FindLastIndex(t => t.Span.End <= span.End);
        var (open, missing) = (0, 0);
        for (var i = first; i <= last; i++)
            if (tokens[i].Is("("))
                open++;
            else if (tokens[i].Is(")") && --open < 0)
                (open, missing) = (0, missing + 1);
        var start = tokens[first - missing].Span.Offset;
        return source[start..tokens[last + open].Span.End];
    }

    /// <summary>The same with every stretch of blanks and line breaks as one space, but for those inside texts.</summary>
    public string OnOneLine(SourceSpan span) => string.Join(' ', Of(span).Split(['\n', '\r'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
