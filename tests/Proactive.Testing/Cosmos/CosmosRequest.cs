namespace Proactive.Testing.Cosmos;

/// <summary>What a request asks of the service.</summary>
public enum RequestKind
{
    Account, Database, Container, Ranges, Create, Upsert, Read, Replace, Delete, Query, QueryPlan, Other,
}

/// <summary>A request whose body has arrived.</summary>
sealed record CosmosRequest(HttpRequestMessage Message, ReadOnlyMemory<byte> Body)
{
    /// <summary>The address in its parts: <c>dbs</c>, a name, <c>colls</c>, a name, <c>docs</c>, an id.</summary>
    public string[] Path { get; } = PathOf(Message);

    public RequestKind Kind => KindOf(Message);

    public static RequestKind KindOf(HttpRequestMessage message) => (message.Method.Method, PathOf(message)) switch
    {
        ("GET", []) => RequestKind.Account,
        (_, ["dbs"] or ["dbs", _]) => RequestKind.Database,
        (_, ["dbs", _, "colls"] or ["dbs", _, "colls", _]) => RequestKind.Container,
        ("GET", [.., "pkranges"]) => RequestKind.Ranges,
        ("POST", [.., "docs"]) when Says(message, "x-ms-cosmos-is-query-plan-request") => RequestKind.QueryPlan,
        ("POST", [.., "docs"]) when Says(message, "x-ms-documentdb-isquery") => RequestKind.Query,
        ("POST", [.., "docs"]) when Says(message, "x-ms-cosmos-is-batch-request") => RequestKind.Other,
        ("POST", [.., "docs"]) when Says(message, "x-ms-documentdb-is-upsert") => RequestKind.Upsert,
        ("POST", [.., "docs"]) => RequestKind.Create,
        ("GET", [.., "docs", _]) => RequestKind.Read,
        ("PUT", [.., "docs", _]) => RequestKind.Replace,
        ("DELETE", [.., "docs", _]) => RequestKind.Delete,
        _ => RequestKind.Other,
    };

    public string? Header(string name) => Header(Message, name);

    static bool Says(HttpRequestMessage message, string name) => bool.TryParse(Header(message, name), out var said) && said;

    // Some of the service's headers count as headers of the content for .NET.
    static string? Header(HttpRequestMessage message, string name) =>
        message.Headers.NonValidated.TryGetValues(name, out var values) || (message.Content?.Headers.NonValidated.TryGetValues(name, out values) ?? false)
            ? values.ToString()
            : null;

    static string[] PathOf(HttpRequestMessage message) =>
        [.. message.RequestUri!.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];
}
