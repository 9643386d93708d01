using System.Buffers;
using System.IO.Pipelines;

namespace Proactive.Engine.Events;

/// <summary>Reads a stream line by line with bounded memory: a line over the event limit is cut just above it, so that it is rejected and not buffered.</summary>
sealed class LineReader(PipeReader pipe)
{
    const int Longest = EventReader.MaxBytes + 1;

    /// <summary>The next line without its line break, or null at the end.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> Next(CancellationToken cancellation)
    {
        ReadOnlyMemory<byte>? cut = null;
        while (true)
        {
            var read = await pipe.ReadAsync(cancellation);
            var buffer = read.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = cut ?? Take(buffer.Slice(0, end));
                pipe.AdvanceTo(buffer.GetPosition(1, end));
                return line;
            }

            if (read.IsCompleted)
            {
                var rest = cut ?? (buffer.IsEmpty ? (ReadOnlyMemory<byte>?)null : Take(buffer));
                pipe.AdvanceTo(buffer.End);
                return rest;
            }

            if (buffer.Length > Longest)
            {
                cut ??= Take(buffer);
                pipe.AdvanceTo(buffer.End);
            }
            else
            {
                pipe.AdvanceTo(buffer.Start, buffer.End);
            }
        }
    }

    /// <summary>The first byte that says anything, without consuming it; null if there is none.</summary>
    public async ValueTask<byte?> FirstByte(CancellationToken cancellation)
    {
        while (true)
        {
            var read = await pipe.ReadAsync(cancellation);
            var start = read.Buffer.IsSingleSegment ? read.Buffer.FirstSpan : read.Buffer.ToArray();
            if (start.StartsWith(EventStream.ByteOrderMark)) start = start[3..];
            start = start.TrimStart(" \t\r\n"u8);
            byte? first = start.IsEmpty ? null : start[0];
            // Blank so far: more is looked at, up to the size of an event; blanks beyond that are taken as lines.
            var enough = first is not null || read.IsCompleted || read.Buffer.Length > Longest;
            pipe.AdvanceTo(read.Buffer.Start, enough ? read.Buffer.Start : read.Buffer.End);
            if (enough) return first;
        }
    }

    /// <summary>All that is left, as one text.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> All(CancellationToken cancellation)
    {
        var text = new MemoryStream();
        await pipe.CopyToAsync(text, cancellation);
        return text.ToArray();
    }

    /// <summary>Lines joined until the end of the stream (complete) or until <paramref name="limit"/> bytes are passed.</summary>
    public async ValueTask<(ReadOnlyMemory<byte> Text, bool Complete)> JoinUpTo(ReadOnlyMemory<byte> first, int limit, CancellationToken cancellation)
    {
        var text = new ArrayBufferWriter<byte>();
        text.Write(first.Span);
        while (text.WrittenCount <= limit)
        {
            if (await Next(cancellation) is not { } line) return (text.WrittenMemory, true);
            text.Write("\n"u8);
            text.Write(line.Span);
        }

        return (text.WrittenMemory, false);
    }

    static ReadOnlyMemory<byte> Take(ReadOnlySequence<byte> bytes) => bytes.Slice(0, Math.Min(bytes.Length, Longest)).ToArray();
}
