using Proactive.Cosmos;
using Proactive.Testing.Cosmos;
using static Proactive.Testing.CitizenFiles;

namespace Proactive.Adapters.Tests;

/// <summary>The store in Azure Cosmos DB, by the service's own client against a server in memory.</summary>
public sealed class CosmosStoreTests : StoreCompliance
{
    readonly CosmosServer _server;

    public CosmosStoreTests() : this(new CosmosServer()) { }

    CosmosStoreTests(CosmosServer server) : base(CosmosStore.Open(OptionsOf(server), Codec).GetAwaiter().GetResult()) => _server = server;

    static CosmosOptions OptionsOf(CosmosServer server) => new() { ConnectionString = CosmosServer.ConnectionString, HttpClient = server.Client, Pause = TimeSpan.FromMilliseconds(1) };

    public override async ValueTask DisposeAsync()
    {
        Assert.Empty(_server.Scans);
        await base.DisposeAsync();
    }
}
