using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Proactive.Testing.Cosmos.Queries;

/// <summary>Writes what a query found on one page.</summary>
sealed class PageWriter : IDisposable
{
    readonly ArrayBufferWriter<byte> _bytes = new(4096);
    readonly Utf8JsonWriter _json;

    public PageWriter(string rid)
    {
        _json = new Utf8JsonWriter(_bytes);
        _json.WriteStartObject();
        _json.WriteString("_rid", rid);
        _json.WriteStartArray("Documents");
    }

    public int Count { get; private set; }

    public long Bytes => _json.BytesCommitted + _json.BytesPending;

    public PageWriter Add(Query query, JsonElement document)
    {
        if (query.Select.Write(_json, document)) Count++;
        return this;
    }

    /// <param name="last">Where the page after this one goes on; null: there is none.</param>
    public Reply End(QueryPosition? last)
    {
        _json.WriteEndArray();
        _json.WriteNumber("_count", Count);
        _json.WriteEndObject();
        _json.Flush();
        var reply = new Reply(200, _bytes.WrittenMemory).With("x-ms-item-count", Count.ToString(CultureInfo.InvariantCulture));
        return last is null ? reply : reply.With("x-ms-continuation", last.Token);
    }

    public void Dispose() => _json.Dispose();
}
