using Proactive.Cosmos;
using Proactive.Engine.Citizens;
using Proactive.Engine.Storage;
using Proactive.Functions.Wiring;
using Proactive.Testing.Cosmos;

namespace Proactive.Functions.Tests.Wiring;

public sealed class OwnStoreTests
{
    static readonly MasterKey Master = new(new byte[MasterKey.Length]);

    [Fact]
    public async Task A_store_is_opened_again_with_its_own_secrets_and_with_no_others()
    {
        var (server, stop) = (new CosmosServer(), TestContext.Current.CancellationToken);
        var options = new CosmosOptions { ConnectionString = CosmosServer.ConnectionString, HttpClient = server.Client };
        var (own, other) = (new CitizenKeys(new byte[32]), new CitizenKeys([.. Enumerable.Repeat((byte)7, 32)]));
        for (var start = 0; start < 2; start++) await using (await OwnStore.Open(options, Master, own, stop)) { }

        // With another, everybody would get a second file and be written to twice.
        var refused = await Assert.ThrowsAsync<StoreException>(() => OwnStore.Open(options, Master, other, stop));
        Assert.Equal(StoreFault.WrongCitizenKey, refused.Fault);
        refused = await Assert.ThrowsAsync<StoreException>(() => OwnStore.Open(options, new MasterKey([.. Enumerable.Repeat((byte)7, MasterKey.Length)]), own, stop));
        Assert.Equal(StoreFault.WrongMasterKey, refused.Fault);
    }
}
