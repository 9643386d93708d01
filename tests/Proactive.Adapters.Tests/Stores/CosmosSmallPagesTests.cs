using Proactive.Cosmos;
using Proactive.Testing.Cosmos;
using static Proactive.Testing.CitizenFiles;

namespace Proactive.Adapters.Tests;

/// <summary>The store in Azure Cosmos DB where every search takes several pages out of three physical partitions, some of them empty.</summary>
public sealed class CosmosSmallPagesTests() : StoreCompliance(Open().GetAwaiter().GetResult())
{
    static async Task<CosmosStore> Open()
    {
        var server = new CosmosServer { LooksPerPage = 40, Partitions = 3 };
        return await CosmosStore.Open(new CosmosOptions { ConnectionString = CosmosServer.ConnectionString, HttpClient = server.Client, Pause = TimeSpan.FromMilliseconds(1) }, Codec);
    }
}
