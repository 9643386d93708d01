using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Proactive.Testing.Cosmos;

namespace Proactive.Adapters.Tests;

/// <summary>Which property partitions which container.</summary>
sealed class VercelAdaptation : ConcurrentDictionary<string, string>;

/// <summary>Tells the second server what it needs to be told before it answers as the service does. Its answers stay as they are.</summary>
sealed partial class VercelAdapted(VercelAdaptation partitioning) : DelegatingHandler
{
    const string Across = "x-ms-documentdb-query-enablecrosspartition";

    // It takes the question how to run a query for the query. It has one physical partition, so any query may go there as it is.
    const string Plan = """
        {"partitionedQueryExecutionInfoVersion":2,"queryInfo":{"distinctType":"None","orderBy":[],"orderByExpressions":[],"aggregates":[],"rewrittenQuery":"","hasSelectValue":false},
        "queryRanges":[{"min":"","max":"FF","isMinInclusive":true,"isMaxInclusive":false}]}
        """;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var kind = CosmosServer.KindOf(request);
        if (kind == RequestKind.QueryPlan) return new HttpResponseMessage { Content = new StringContent(Plan), RequestMessage = request };
        // It gives an address with https for itself even when it speaks http.
        request.RequestUri = new UriBuilder(request.RequestUri!) { Scheme = Uri.UriSchemeHttp }.Uri;
        // Without this it fails (500) over a document that is not there, and refuses queries that do not name their partition in the text.
        request.Headers.Remove(Across);
        request.Headers.Add(Across, "true");
        if (kind == RequestKind.Container && request.Method == HttpMethod.Post) await Learn(request, cancellationToken);
        if (kind == RequestKind.Query && request.Headers.TryGetValues("x-ms-documentdb-partitionkey", out var keys)) await Narrow(request, JsonNode.Parse(keys.Single())![0]!, cancellationToken);
        return await base.SendAsync(request, cancellationToken);
    }

    async Task Learn(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var container = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!;
        partitioning[$"{request.RequestUri!.AbsolutePath}/{container["id"]}/docs"] = $"{container["partitionKey"]!["paths"]![0]}"[1..];
    }

    // It answers a query out of all partitions, whichever the request names.
    async Task Narrow(HttpRequestMessage request, JsonNode key, CancellationToken cancellationToken)
    {
        var body = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!;
        var query = Parts().Match($"{body["query"]}");
        var where = query.Groups["where"].Success ? $" AND ({query.Groups["where"]})" : "";
        body["query"] = $"{query.Groups["from"]} WHERE c.{partitioning[request.RequestUri!.AbsolutePath]} = {key.ToJsonString()}{where}{query.Groups["order"]}";
        var content = new StringContent(body.ToJsonString());
        content.Headers.ContentType = request.Content.Headers.ContentType;
        request.Content = content;
    }

    [GeneratedRegex(@"^(?<from>SELECT .* FROM c)( WHERE (?<where>.*?))?(?<order> ORDER BY .*)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Parts();
}
