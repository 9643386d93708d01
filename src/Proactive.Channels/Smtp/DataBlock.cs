using System.Buffers;

namespace Proactive.Channels.Smtp;

/// <summary>A message as it goes over the line after DATA: dots that begin a line doubled, and the final dot at its end (RFC 5321 4.5.2).</summary>
readonly struct DataBlock : IDisposable
{
    readonly byte[] _rented;

    public DataBlock(ReadOnlySpan<byte> mail)
    {
        var end = mail.EndsWith("\r\n"u8) ? ".\r\n"u8 : "\r\n.\r\n"u8;
        _rented = ArrayPool<byte>.Shared.Rent(mail.Length + 1 + mail.Count("\n."u8) + end.Length);
        var rest = _rented.AsSpan();
        if (mail.StartsWith("."u8)) Take("."u8, ref rest);
        for (int dot; (dot = mail.IndexOf("\n."u8)) >= 0; mail = mail[(dot + 2)..])
        {
            Take(mail[..(dot + 2)], ref rest);
            Take("."u8, ref rest);
        }

        Take(mail, ref rest);
        Take(end, ref rest);
        Bytes = _rented.AsMemory(0, _rented.Length - rest.Length);
    }

    public ReadOnlyMemory<byte> Bytes { get; }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_rented);

    static void Take(ReadOnlySpan<byte> bytes, ref Span<byte> rest)
    {
        bytes.CopyTo(rest);
        rest = rest[bytes.Length..];
    }
}
