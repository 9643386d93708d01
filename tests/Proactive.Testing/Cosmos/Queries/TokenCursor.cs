namespace Proactive.Testing.Cosmos.Queries;

/// <summary>Goes through a query word by word.</summary>
sealed class TokenCursor(List<Token> tokens)
{
    int _at;

    public Token Now => tokens[_at];

    public Token Before => tokens[_at - 1];

    public Token Next() => tokens[_at++];

    public bool Took(string word)
    {
        if (!Now.Is(word)) return false;
        _at++;
        return true;
    }

    public void Take(string word)
    {
        if (!Took(word)) throw new FormatException($"'{Now.Text}' at {Now.Start} where {word} was expected");
    }

    public string Word() => Now.Kind == TokenKind.Word ? Next().Text : throw new FormatException($"'{Now.Text}' at {Now.Start} where a name was expected");
}
