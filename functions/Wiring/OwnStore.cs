using Proactive.Cosmos;
using Proactive.Engine.Citizens;
using Proactive.Engine.Storage;

namespace Proactive.Functions.Wiring;

/// <summary>The store of this app: only ever with the two secrets it was made with.</summary>
static class OwnStore
{
    /// <exception cref="StoreException">It cannot be opened, or was written with another master key or another secret behind its citizen keys.</exception>
    public static async Task<CosmosStore> Open(CosmosOptions options, MasterKey master, CitizenKeys keys, CancellationToken cancellation = default)
    {
        var store = await CosmosStore.Open(options, new BodyCodec(master), cancellation: cancellation);
        try
        {
            await CitizenKeyCheck.Run(store, "in Cosmos DB", keys, first: true, cancellation);
            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }
}
