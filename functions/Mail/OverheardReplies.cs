using Proactive.Channels.Smtp;

namespace Proactive.Functions.Mail;

/// <summary>Replies put together byte by byte, within the limits of our own client.</summary>
sealed class OverheardReplies
{
    readonly byte[] _line = new byte[ReplyLine.MaxLength];
    int _length, _lines, _status;

    /// <param name="said">The next byte of what the relay says.</param>
    /// <returns>The reply that ends with it, if one does.</returns>
    /// <exception cref="RelayException">What came is no reply.</exception>
    public SmtpReply? Hear(byte said)
    {
        if (_length == _line.Length) throw RelayException.Unintelligible();
        _line[_length++] = said;
        if (said != '\n') return null;

        var (status, more) = ReplyLine.Parse(_line.AsSpan(0, _length).TrimEnd("\r\n"u8));
        _length = 0;
        if ((_status != 0 && status != _status) || ++_lines > ReplyLine.MaxLines) throw RelayException.Unintelligible();
        _status = status;
        if (more) return null;
        (_lines, _status) = (0, 0);
        return new SmtpReply(status);
    }
}
