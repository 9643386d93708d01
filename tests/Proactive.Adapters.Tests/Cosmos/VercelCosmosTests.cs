namespace Proactive.Adapters.Tests;

/// <summary>A server by other people does what the client needs as ours does; so what ours answers is not only our opinion.</summary>
public sealed class VercelCosmosTests(VercelCosmosServer server) : CosmosCompliance, IClassFixture<VercelCosmosServer>
{
    string? _database;

    private protected override async Task<Parcels> Open()
    {
        _database ??= await server.Database();
        return await Parcels.Open(server.ConnectionString, server.Client, database: _database);
    }
}
