namespace Proactive.Cel.Parsing;

enum TokenKind
{
    End,
    Name,
    QuotedName,
    Number,
    Text,
    Symbol,
}

/// <summary>A lexical element; <see cref="Text"/> is the name or symbol, <see cref="Value"/> the literal's value.</summary>
readonly record struct Token(TokenKind Kind, SourceSpan Span, string Text, CelValue Value = default, bool NeedsMinus = false)
{
    public bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    public bool IsWord(string word) => Kind == TokenKind.Name && Text == word;
}

/// <summary>Thrown inside the parser at the first place where the text leaves the grammar, and caught by it.</summary>
sealed class SyntaxException(SourceSpan span, string message) : Exception(message)
{
    public CelProblem Problem => new(span.Offset, span.Length, Message);
}
