namespace Proactive.Functions.Mail;

/// <summary>The commands that the relay still has to answer, by their first words; a line of a login counts as one of its command.</summary>
sealed class AskedCommands
{
    static readonly string[] Known = ["EHLO", "HELO", "STARTTLS", "MAIL", "RCPT", "DATA", "RSET", "NOOP", "QUIT"];

    // The relay speaks first.
    readonly Queue<string> _asked = new(["CONNECT"]);
    readonly char[] _word = new char[8];
    int _length;
    bool _isRead;

    public bool Any => _asked.Count > 0;

    public string Next() => _asked.Dequeue();

    public void EndOfMessage() => _asked.Enqueue(".");

    /// <param name="said">The next byte of what the relay is told.</param>
    public void Hear(byte said)
    {
        if (said == '\n')
        {
            var word = new string(_word, 0, _length);
            _asked.Enqueue(Known.Contains(word) ? word : "AUTH");
            (_length, _isRead) = (0, false);
        }
        else if (said is (byte)' ' or (byte)'\r' || _length == _word.Length) _isRead = true;
        else if (!_isRead) _word[_length++] = (char)said;
    }
}
