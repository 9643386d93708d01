using System.Text.Json;
using Azure.Identity;
using Microsoft.Azure.Cosmos;
using Proactive.Cosmos.Documents;

namespace Proactive.Cosmos.Database;

/// <summary>Makes the SDK's client from the options.</summary>
static class Client
{
    public static CosmosClient Open(CosmosOptions options) => options.ConnectionString is { } connection
        ? new CosmosClient(connection, Settings(options))
        : new CosmosClient(options.Endpoint!.ToString(), options.Credential ?? new DefaultAzureCredential(), Settings(options));

    static CosmosClientOptions Settings(CosmosOptions options)
    {
        var settings = new CosmosClientOptions
        {
            ApplicationName = "proactive",
            UseSystemTextJsonSerializerWithOptions = new JsonSerializerOptions { TypeInfoResolver = DocumentJson.Default },
            MaxRetryAttemptsOnRateLimitedRequests = options.ThrottledTries,
            MaxRetryWaitTimeOnRateLimitedRequests = options.ThrottledWait,
            // What is sent is known; to have it sent back would cost the way and the reading.
            EnableContentResponseOnWrite = false,
        };
        if (options.HttpClient is not { } client) return settings;
        settings.ConnectionMode = ConnectionMode.Gateway;
        settings.HttpClientFactory = client;
        settings.LimitToEndpoint = true;
        return settings;
    }
}
