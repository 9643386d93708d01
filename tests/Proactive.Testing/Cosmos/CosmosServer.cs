using System.Collections.Concurrent;

namespace Proactive.Testing.Cosmos;

/// <summary>
/// Azure Cosmos DB's REST interface as it is documented, in memory: databases, containers, documents with ETags and time to live, queries
/// over several physical partitions. The service's own client runs against it, over no network (<see cref="Client"/>) or over loopback
/// (<see cref="Listen"/>). It refuses what the service refuses, and what it does not understand.
/// </summary>
public sealed class CosmosServer(TimeProvider? time = null)
{
    readonly ConcurrentDictionary<RequestKind, int> _requests = [];
    readonly Account _account = new();

    /// <summary>Any key does, as long as it is base64.</summary>
    public const string Key = "cHJvYWN0aXZl";

    public static string ConnectionString { get; } = $"AccountEndpoint=http://cosmos.test/;AccountKey={Key};";

    public TimeProvider Time { get; } = time ?? TimeProvider.System;

    /// <summary>How many physical partitions a container is divided into; default 2, so that queries are merged.</summary>
    public int Partitions { get; init; } = 2;

    /// <summary>How many documents a query looks at for one page, so that pages may be empty and yet not the last; default as many as it takes.</summary>
    public int? LooksPerPage { get; set; }

    /// <summary>What becomes of each request; asked in the order in which they arrive. Default: nothing goes wrong.</summary>
    public Func<HttpRequestMessage, Fault>? Faults { get; set; }

    /// <summary>Whether <see cref="Exchanges"/> is kept; default no.</summary>
    public bool Recording { get; set; }

    /// <summary>Every request as it arrived: method, address, headers and body.</summary>
    public ConcurrentQueue<string> Exchanges { get; } = [];

    /// <summary>The conditions of queries on properties that are not indexed, for which the service reads every document.</summary>
    public ConcurrentDictionary<string, int> Scans { get; } = [];

    /// <summary>How many requests of this kind have arrived, those with which something went wrong included.</summary>
    public int Requests(RequestKind kind) => _requests.GetValueOrDefault(kind);

    public int Requests() => _requests.Values.Sum();

    public static RequestKind KindOf(HttpRequestMessage request) => CosmosRequest.KindOf(request);

    /// <summary>For <c>CosmosClientOptions.HttpClientFactory</c>, with the connection mode Gateway.</summary>
    public HttpClient Client() => new(new DirectHandler(this));

    /// <summary>The documents of a container as JSON, in the order in which they were made; empty if there is no such container.</summary>
    public IReadOnlyList<string> Documents(string database, string container) => _account.Documents(database, container);

    public Task<ListeningCosmos> Listen() => ListeningCosmos.Start(this);

    /// <summary>Answers as the service does.</summary>
    /// <exception cref="HttpRequestException">The line broke, because the test wanted it.</exception>
    public async Task<HttpResponseMessage> Answer(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        var body = message.Content is null ? [] : await message.Content.ReadAsByteArrayAsync(cancellationToken);
        var request = new CosmosRequest(message, body);
        _requests.AddOrUpdate(request.Kind, 1, (_, n) => n + 1);
        if (Recording) Exchanges.Enqueue($"{message.Method} {message.RequestUri}\n{message.Headers}\n{System.Text.Encoding.UTF8.GetString(body)}");
        var fault = Faults?.Invoke(message) ?? Fault.None;
        // Requests that arrive side by side are carried out in any order.
        await Task.Yield();
        switch (fault)
        {
            case Fault.RequestLost: throw new HttpRequestException("The line broke before the request arrived.");
            case Fault.Absent: return Reply.Refused(503, "Service is currently unavailable.").To(message);
            case Fault.TooMany(var after):
                return Reply.Refused(429, "Request rate is large.", 3200).With("x-ms-retry-after-ms", $"{(long)after.TotalMilliseconds}").To(message);
        }

        var reply = _account.Answer(request, this);
        return fault is Fault.AnswerLost ? throw new HttpRequestException("The line broke before the answer arrived.") : reply.To(message);
    }

    internal void Scanned(string path) => Scans.AddOrUpdate(path, 1, (_, n) => n + 1);

    sealed class DirectHandler(CosmosServer server) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => server.Answer(request, cancellationToken);
    }
}
