using System.Net;
using System.Text.Json;
using Azure;
using Azure.Identity;
using Proactive.Engine.Storage;

namespace Proactive.Cosmos.Database;

/// <summary>What failures mean to whoever runs the store.</summary>
static class Failure
{
    public static StoreException Of(string store, string operation, Exception failure) => failure switch
    {
        StoreException known => known,
        ServiceFailure service => Of(store, operation, service),
        InvalidDataException damage => new StoreException(store, operation, damage.Message, StoreFault.Other, damage),
        // Its message may quote what was read.
        JsonException unreadable => new StoreException(store, operation, $"a document is damaged at byte {unreadable.BytePositionInLine}."),
        AuthenticationFailedException or RequestFailedException => new StoreException(
            store, operation, "there is no token for it. Give the program an identity (managed identity, or 'az login' on a developer's machine)."),
        _ => new StoreException(store, operation, $"{failure.GetType().Name}."),
    };

    public static bool IsKnown(Exception failure) =>
        failure is StoreException or ServiceFailure or InvalidDataException or JsonException or AuthenticationFailedException or RequestFailedException;

    static StoreException Of(string store, string operation, ServiceFailure failure)
    {
        var (fault, reason) = failure.Status switch
        {
            null => (StoreFault.Busy, "no answer came."),
            HttpStatusCode.TooManyRequests => (StoreFault.Busy, "the account has no room for more requests now (429). Give it more request units if that goes on."),
            HttpStatusCode.Unauthorized => (StoreFault.Other, "the key or the token was refused (401)."),
            HttpStatusCode.Forbidden => (StoreFault.Other, "it was forbidden (403): the identity needs the role 'Cosmos DB Built-in Data Contributor', and the account's firewall has to let the program in."),
            HttpStatusCode.NotFound when failure.SubStatus != SubStatuses.NotReadYet => (StoreFault.Other, "the database or a container is not there (404). deploy/main.bicep makes them."),
            HttpStatusCode.PreconditionFailed => (StoreFault.Busy, "others changed the same document again and again."),
            HttpStatusCode.RequestEntityTooLarge => (StoreFault.Other, "a document would be larger than the 2 MB that Azure Cosmos DB takes (413)."),
            { } status when failure.IsUncertain => (StoreFault.Busy, $"the service is not available ({(int)status}/{failure.SubStatus})."),
            { } status => (StoreFault.Other, $"the service refused ({(int)status}/{failure.SubStatus})."),
        };
        return new StoreException(store, operation, reason, fault, failure);
    }
}
