using Microsoft.Azure.Cosmos;
using Proactive.Engine.Storage;

namespace Proactive.Cosmos.Database;

/// <summary>Refuses accounts in which the store could not keep its promises.</summary>
static class AccountCheck
{
    public static async Task Run(CosmosClient client, string store)
    {
        var account = await client.ReadAccountAsync();
        // Each region would accept a change of the same citizen, and one of the two would be lost without a word.
        if (account.WritableRegions.Skip(1).Any())
            throw new StoreException(store, "be opened", "its account is written in several regions. Switch that off: of two changes of one citizen, only one may win.");
        if (account.Consistency.DefaultConsistencyLevel is ConsistencyLevel.Eventual or ConsistencyLevel.ConsistentPrefix)
            throw new StoreException(store, "be opened", $"its account has the consistency {account.Consistency.DefaultConsistencyLevel}: it might not read what it has just written. Set it to Session or stronger.");
    }
}
