using Proactive.Cosmos;
using static Proactive.Testing.CitizenFiles;

namespace Proactive.Adapters.Tests;

/// <summary>The store in Azure Cosmos DB against the second server: what it must do as every store must, where no server of ours had a hand in it.</summary>
public sealed class CosmosOnVercelTests(VercelCosmosServer server) : StoreCompliance(Open(server).GetAwaiter().GetResult()), IClassFixture<VercelCosmosServer>
{
    static async Task<CosmosStore> Open(VercelCosmosServer server)
    {
        var database = await server.Database();
        return await CosmosStore.Open(new CosmosOptions { ConnectionString = server.ConnectionString, HttpClient = server.Client, Database = database }, Codec);
    }
}
