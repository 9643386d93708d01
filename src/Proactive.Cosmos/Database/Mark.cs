using Proactive.Cosmos.Documents;
using Proactive.Engine.Storage;

namespace Proactive.Cosmos.Database;

/// <summary>The document that says whose the store is.</summary>
static class Mark
{
    /// <summary>Which version of the documents this program knows.</summary>
    public const int Schema = 1;

    const string Id = "store";

    /// <summary>Leaves the mark in a new store, and refuses one that a newer program or another master key wrote. False: the store was last used in another account.</summary>
    public static async Task<bool> Check(Containers containers, BodyCodec codec, string account, string store, CancellationToken cancellation)
    {
        var mark = await containers.Store.Read(Id, Id, cancellation) ?? await Begin(containers, codec, account, cancellation);
        if (mark.Schema > Schema)
            throw new StoreException(store, "be opened", $"it has schema version {mark.Schema} and this program knows versions up to {Schema}. Run the newer program.");
        if (mark.MasterKey != codec.MasterKeyId)
            throw new StoreException(store, "be opened", $"it was written with the master key {mark.MasterKey}, and the one given is {codec.MasterKeyId}. Open it with {mark.MasterKey}.", StoreFault.WrongMasterKey);
        return mark.Account == account;
    }

    /// <summary>From now on the store is at home in this account.</summary>
    public static Task Move(Containers containers, string account, CancellationToken cancellation) =>
        containers.Store.Change(Id, Id, mark => mark is null || mark.Account == account ? null : mark with { Account = account }, cancellation);

    static async Task<StoreDocument> Begin(Containers containers, BodyCodec codec, string account, CancellationToken cancellation)
    {
        // Where there are lines, somebody has taken the mark away; a new end would say that none are missing.
        var lines = await containers.Audit.Count(new Search("VALUE COUNT(1)") { Partition = AuditDocument.Lines }.Where("c.number >= @", long.MinValue), cancellation);
        if (lines == 0) await containers.AuditEnd.Create(AuditEndDocument.Of(codec.Audit.EndAt(null), null), cancellation);
        var mark = new StoreDocument { Id = Id, Kind = Id, Schema = Schema, MasterKey = codec.MasterKeyId, Account = account };
        // Another may have come first, with another key.
        return await containers.Store.Create(mark, cancellation) ? mark : (await containers.Store.Read(Id, Id, cancellation))!;
    }
}
