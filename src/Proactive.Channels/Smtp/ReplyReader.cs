namespace Proactive.Channels.Smtp;

/// <summary>Reads replies, however they are cut into packets, and never holds more than one line of them.</summary>
sealed class ReplyReader(Stream stream)
{
    readonly byte[] _buffer = new byte[ReplyLine.MaxLength];
    int _start;
    int _end;

    /// <summary>True if the relay has said more than it was asked.</summary>
    public bool HasMore => _end > _start;

    /// <param name="line">Is given the text of each line, without its status.</param>
    /// <exception cref="RelayException">What came is no reply.</exception>
    /// <exception cref="EndOfStreamException">The relay has closed the connection.</exception>
    public async ValueTask<SmtpReply> Read(CancellationToken cancellation, Action<ReadOnlySpan<byte>>? line = null)
    {
        var status = 0;
        for (var lines = 0; lines < ReplyLine.MaxLines; lines++)
        {
            var length = await ReadLine(cancellation);
            var text = _buffer.AsSpan(_start, length).TrimEnd("\r\n"u8);
            _start += length;
            var (code, more) = ReplyLine.Parse(text);
            if (status != 0 && code != status) throw RelayException.Unintelligible();
            status = code;
            line?.Invoke(text.Length > 4 ? text[4..] : []);
            if (!more) return new SmtpReply(status);
        }

        throw RelayException.Unintelligible();
    }

    // The length of the line at _start with its end.
    async ValueTask<int> ReadLine(CancellationToken cancellation)
    {
        for (var searched = _start; ;)
        {
            var found = _buffer.AsSpan(searched, _end - searched).IndexOf((byte)'\n');
            if (found >= 0) return searched + found + 1 - _start;
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
            searched = _end;
            if (_end == _buffer.Length) throw RelayException.Unintelligible();
            var count = await stream.ReadAsync(_buffer.AsMemory(_end), cancellation);
            if (count == 0) throw new EndOfStreamException();
            _end += count;
        }
    }
}
