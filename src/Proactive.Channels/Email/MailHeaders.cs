using System.Text;

namespace Proactive.Channels.Email;

/// <summary>
/// The headers of a mail (RFC 5322), lines of at most 76 characters as far as there are places to fold. Whatever a text contains,
/// each call adds one header: line breaks become spaces, and what is not ASCII becomes encoded words.
/// </summary>
sealed class MailHeaders
{
    // A line with an encoded word may not have 78 (RFC 2047 2).
    const int MaxLine = 76;

    // A longer word would not fit on a line with the name of any header.
    const int MaxWord = 60;

    readonly StringBuilder _written = new(1024);
    int _lineStart;

    /// <param name="parts">Printable ASCII; a line may be folded between them.</param>
    public void Add(string name, params ReadOnlySpan<string> parts)
    {
        _lineStart = _written.Length;
        _written.Append(name).Append(':');
        foreach (var part in parts)
        {
            if (part.AsSpan().ContainsAnyExceptInRange(' ', '~')) throw new ArgumentException($"The value of {name} is not printable ASCII.", nameof(parts));
            Fold(part.Length);
            _written.Append(' ').Append(part);
        }

        _written.Append("\r\n");
    }

    public void AddText(string name, string text)
    {
        var line = OneLine(text);
        Add(name, IsPlain(line) ? line.Split(' ') : EncodedWords.Of(line, column: name.Length + 2));
    }

    /// <param name="display">The name before the address; null or empty: none.</param>
    public void AddMailbox(string name, string? display, string address)
    {
        var shown = OneLine(display ?? "");
        if (shown.Length == 0) Add(name, address);
        else if (IsPlain(shown) && shown.Length <= MaxWord) Add(name, Quoted(shown), $"<{address}>");
        else Add(name, [.. EncodedWords.Of(shown, column: name.Length + 2), $"<{address}>"]);
    }

    /// <summary>All headers and the empty line after them.</summary>
    public string End() => _written.Append("\r\n").ToString();

    void Fold(int length)
    {
        if (_written.Length - _lineStart + 1 + length <= MaxLine) return;
        _written.Append("\r\n");
        _lineStart = _written.Length;
    }

    static bool IsPlain(string line) =>
        !line.AsSpan().ContainsAnyExceptInRange(' ', '~') && !line.Contains("=?", StringComparison.Ordinal) && line.Split(' ').All(word => word.Length <= MaxWord);

    static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    // A line break would begin another header.
    static string OneLine(string text) =>
        string.Join(' ', string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
