using Proactive.Cosmos.Documents;
using Proactive.Engine.Storage;

namespace Proactive.Cosmos.Database;

/// <summary>The document that says whose the store is.</summary>
static class Mark
{
    /// <summary>Which version of the documents this program knows.</summary>
    public const int Schema = 1;

    const string Id = "store";

    /// <summary>Leaves the mark in a new store, and refuses one that a newer program or another master key wrote.</summary>
    public static async Task Check(Containers containers, BodyCodec codec, string store, CancellationToken cancellation)
    {
        var mark = await containers.Store.Read(Id, Id, cancellation) ?? await Begin(containers, codec, cancellation);
        if (mark.Schema > Schema)
            throw new StoreException(store, "be opened", $"it has schema version {mark.Schema} and this program knows versions up to {Schema}. Run the newer program.");
        if (mark.MasterKey != codec.MasterKeyId)
            throw new StoreException(store, "be opened", $"it was written with the master key {mark.MasterKey}, and the one given is {codec.MasterKeyId}. Open it with {mark.MasterKey}.", StoreFault.WrongMasterKey);
    }

    static async Task<StoreDocument> Begin(Containers containers, BodyCodec codec, CancellationToken cancellation)
    {
        // Where there are lines, somebody has taken the mark away; a new end would say that none are missing.
        var lines = await containers.Audit.Count(new Search("VALUE COUNT(1)") { Partition = AuditDocument.Lines }.Where("c.number >= @", long.MinValue), cancellation);
        if (lines == 0) await containers.AuditEnd.Create(AuditEndDocument.Of(codec.Audit.EndAt(null), null), cancellation);
        var mark = new StoreDocument { Id = Id, Kind = Id, Schema = Schema, MasterKey = codec.MasterKeyId };
        // Another may have come first, with another key.
        return await containers.Store.Create(mark, cancellation) ? mark : (await containers.Store.Read(Id, Id, cancellation))!;
    }
}
