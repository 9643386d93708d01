using System.IO.Compression;
using Proactive.Cosmos.Documents;
using Proactive.Engine;
using Proactive.Engine.Storage;

namespace Proactive.Cosmos.Records;

/// <summary>Rule books to and from their documents.</summary>
static class RuleBookFiles
{
    public static RuleBookDocument Pack(ContentFolder files, BodyCodec codec)
    {
        var packed = new MemoryStream();
        using (var into = new BrotliStream(packed, CompressionLevel.Optimal)) into.Write(codec.Encode(files));
        return new RuleBookDocument { Id = files.Hash, Kind = RuleBookDocument.RuleBooks, Root = files.Root, Files = packed.ToArray() };
    }

    /// <exception cref="InvalidDataException">They are not the files that were kept.</exception>
    public static ContentFolder Unpack(RuleBookDocument kept, BodyCodec codec)
    {
        var files = new MemoryStream();
        using (var from = new BrotliStream(new MemoryStream(kept.Files), CompressionMode.Decompress)) from.CopyTo(files);
        return codec.DecodeFiles(kept.Id, kept.Root, files.GetBuffer().AsSpan(0, (int)files.Length));
    }
}
