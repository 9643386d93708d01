using System.Security.Cryptography;
using Azure.Core;

namespace Proactive.Cosmos;

/// <summary>Where the store is and how it is spoken to. One of <see cref="ConnectionString"/> and <see cref="Endpoint"/> is needed, all else has a value that works.</summary>
public sealed record CosmosOptions
{
    const string AccountEndpoint = "AccountEndpoint=";

    /// <summary>With the account's key: for the emulator and for trying it out. What is missing in the account is made.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>The account's address, to be entered with <see cref="Credential"/>. Database and containers have to be there: a managed identity may not make them.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Null: the identity the program runs as (DefaultAzureCredential).</summary>
    public TokenCredential? Credential { get; init; }

    /// <summary>By default <c>proactive</c>.</summary>
    public string Database { get; init; } = "proactive";

    /// <summary>Makes the clients to speak HTTP with, to this one endpoint and no other; null: the service's own protocol, and the account's other regions where one fails.</summary>
    public Func<HttpClient>? HttpClient { get; init; }

    /// <summary>How long lines of the delivery log are kept after they were written; null: for good.</summary>
    public TimeSpan? LogRetention { get; init; }

    /// <summary>How long rejected events are kept after they were last tried; null: until somebody removes them.</summary>
    public TimeSpan? RejectedRetention { get; init; }

    /// <summary>How often a request is sent again that the service had no room for (429), each time after the wait it asked for. By default 9.</summary>
    public int ThrottledTries { get; init; } = 9;

    /// <summary>The longest that those waits may be together. By default 30 seconds.</summary>
    public TimeSpan ThrottledWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a request is sent again that got no answer, or one from which it cannot be seen whether it was executed. By default 5.</summary>
    public int Tries { get; init; } = 5;

    /// <summary>The wait before the first of those; each is twice the one before. By default 100 milliseconds.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Gives a number from 0 up to 1, by which the waits of those who failed at the same moment differ. By default from the system's generator.</summary>
    public Func<double> Random { get; init; } = static () => RandomNumberGenerator.GetInt32(1 << 16) / (double)(1 << 16);

    /// <summary>How many requests of one call are under way at the same time. By default 32.</summary>
    public int AtOnce { get; init; } = 32;

    /// <summary>As the environment says: <c>PROACTIVE_COSMOS_ENDPOINT</c> or <c>PROACTIVE_COSMOS_CONNECTION</c>, and <c>PROACTIVE_COSMOS_DATABASE</c>.</summary>
    /// <exception cref="ArgumentException">Neither is set, or what is set is no address; the message does not quote it.</exception>
    public static CosmosOptions Read(Func<string, string?> variable)
    {
        string? Given(string name) => variable($"PROACTIVE_COSMOS_{name}") is { Length: > 0 } text ? text : null;
        var (connection, endpoint) = (Given("CONNECTION"), Given("ENDPOINT"));
        if (connection is null && endpoint is null)
            throw new ArgumentException("Nobody says where Azure Cosmos DB is: set PROACTIVE_COSMOS_ENDPOINT to the account's address, or PROACTIVE_COSMOS_CONNECTION to a connection string.");
        Uri? address = null;
        if (endpoint is not null && !Uri.TryCreate(endpoint, UriKind.Absolute, out address)) throw new ArgumentException("PROACTIVE_COSMOS_ENDPOINT is not an address such as https://proactive.documents.azure.com/.");
        return new CosmosOptions
        {
            ConnectionString = connection,
            Endpoint = address,
            Database = Given("DATABASE") ?? "proactive",
            // An emulator on this machine speaks HTTP, and nothing else that could be reached.
            HttpClient = IsOnThisMachine(connection) ? () => new HttpClient() : null,
        };
    }

    static bool IsOnThisMachine(string? connection) =>
        connection?.Split(';').FirstOrDefault(p => p.StartsWith(AccountEndpoint, StringComparison.OrdinalIgnoreCase)) is { } part
        && Uri.TryCreate(part[AccountEndpoint.Length..], UriKind.Absolute, out var endpoint) && endpoint.IsLoopback;

    /// <summary>What is wrong with these options, a sentence each; empty if nothing is.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        void Check(bool holds, string otherwise)
        {
            if (!holds) problems.Add(otherwise);
        }

        Check(ConnectionString is null != Endpoint is null, "Either the connection string or the endpoint has to be given, and not both.");
        Check(Endpoint is not { IsAbsoluteUri: false } and not { Scheme: not ("https" or "http") }, "The endpoint has to be an https address.");
        Check(Endpoint is null || Endpoint.IsLoopback || Endpoint.Scheme == "https", "The endpoint has to be an https address: a token would be sent in clear.");
        Check(Database.Length > 0 && Database.IndexOfAny(['/', '\\', '?', '#', ' ']) < 0, "The database needs a name without blanks and without / \\ ? #.");
        Check(IsRetention(LogRetention, days: 1), "The log has to be kept for at least a day.");
        Check(IsRetention(RejectedRetention, days: 30), "Rejected events have to be kept for at least a month: until then they are tried again by themselves.");
        Check(ThrottledTries >= 0 && Tries >= 0 && ThrottledWait >= TimeSpan.Zero && Pause >= TimeSpan.Zero, "Tries and waits cannot be less than none.");
        Check(AtOnce > 0, "At least one request has to be under way at a time.");
        return problems;
    }

    static bool IsRetention(TimeSpan? kept, int days) => kept is null || kept >= TimeSpan.FromDays(days) && kept.Value.TotalSeconds <= int.MaxValue;

    // A record's generated text would print the key.
    public override string ToString() => $"cosmos {Database}";
}
