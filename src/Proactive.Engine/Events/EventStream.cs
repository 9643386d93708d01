using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Proactive.Engine.Events;

/// <summary>Splits what a registry sent — one event, a JSON batch, or one event a line (NDJSON) — into the bytes of single events.</summary>
public static class EventStream
{
    internal static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The events in <paramref name="source"/>, in order. What is not an event is yielded too, for <see cref="EventReader"/> to reject with its reason.</summary>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> Split(Stream source, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var lines = new LineReader(PipeReader.Create(source));
        if (await lines.FirstByte(cancellation) == (byte)'[')
        {
            foreach (var item in SplitBatch(await lines.All(cancellation))) yield return item;
            yield break;
        }

        var head = await lines.Next(cancellation);
        while (head is { } blank && IsBlank(blank.Span)) head = await lines.Next(cancellation);
        if (head is not { } first) yield break;
        if (first.Span.StartsWith(ByteOrderMark)) first = first[3..];

        // A first line that is no event by itself may be the start of one event written over many lines.
        if (!IsJson(first.Span))
        {
            var (text, complete) = await lines.JoinUpTo(first, EventReader.MaxBytes, cancellation);
            if (complete && (IsJson(text.Span) || !StartsAnotherEvent(text.Span)))
            {
                yield return text;
                yield break;
            }

            foreach (var line in Lines(text)) yield return line;
        }
        else
        {
            yield return first;
        }

        while (await lines.Next(cancellation) is { } line)
            if (!IsBlank(line.Span)) yield return line;
    }

    /// <summary>The elements of a JSON array. If the array breaks off, the broken rest is the last item.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> SplitBatch(ReadOnlyMemory<byte> batch)
    {
        var items = new List<ReadOnlyMemory<byte>>();
        var end = 0;
        if (batch.Span.StartsWith(ByteOrderMark)) batch = batch[3..];
        var json = new Utf8JsonReader(batch.Span, new JsonReaderOptions { MaxDepth = 1000 });
        try
        {
            json.Read();
            while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            {
                var start = (int)json.TokenStartIndex;
                json.Skip();
                end = (int)json.BytesConsumed;
                items.Add(batch[start..end]);
            }

            end = (int)json.BytesConsumed;
            json.Read();
        }
        catch (JsonException)
        {
            items.Add(batch[end..].Trim(" \t\r\n,"u8));
        }

        return items;
    }

    static IEnumerable<ReadOnlyMemory<byte>> Lines(ReadOnlyMemory<byte> text)
    {
        while (text.Length > 0)
        {
            var end = text.Span.IndexOf((byte)'\n');
            var line = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            if (!IsBlank(line.Span)) yield return line;
        }
    }

    static bool StartsAnotherEvent(ReadOnlySpan<byte> text) => text.IndexOf("\n{"u8) >= 0;

    static bool IsBlank(ReadOnlySpan<byte> line) => line.TrimStart(" \t\r"u8).IsEmpty;

    static bool IsJson(ReadOnlySpan<byte> text)
    {
        var json = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = 1000 });
        try
        {
            while (json.Read())
            {
                // only whether it ends well is of interest
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
