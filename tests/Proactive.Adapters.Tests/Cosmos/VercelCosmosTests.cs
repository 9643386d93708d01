namespace Proactive.Adapters.Tests;

/// <summary>A server by other people does what the client needs as ours does; so what ours answers is not only our opinion.</summary>
public sealed class VercelCosmosTests(VercelCosmosServer server) : CosmosCompliance, IClassFixture<VercelCosmosServer>
{
    readonly string _database = $"post-{Guid.NewGuid():n}";

    private protected override async Task<Parcels> Open()
    {
        await server.Start();
        return await Parcels.Open(server.ConnectionString, server.Client, database: _database);
    }
}
