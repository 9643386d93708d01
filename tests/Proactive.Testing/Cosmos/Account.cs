using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Proactive.Testing.Cosmos.Queries;

namespace Proactive.Testing.Cosmos;

/// <summary>The account: its databases and their containers, and which request goes where.</summary>
sealed class Account
{
    readonly Lock _lock = new();
    readonly List<Database> _databases = [];
    uint _made;

    public Reply Answer(CosmosRequest request, CosmosServer server)
    {
        if (request.Header("Authorization") is not { } authorization) return Reply.Refused(401, "Required Header authorization is missing.");
        lock (_lock)
        {
            // Roles of the data plane, which managed identities have, make no databases or containers.
            if (request.Kind is RequestKind.Database or RequestKind.Container && request.Message.Method != HttpMethod.Get && Uri.UnescapeDataString(authorization).StartsWith("type=aad", StringComparison.Ordinal))
                return Reply.Refused(403, "The given request cannot be authorized by AAD token in data plane.", 5300);
            if (Administer(request, server) is { } reply) return reply;
        }

        if (request.Path is not ["dbs", var database, "colls", var name, .. var rest]) return NotUnderstood(request);
        return Find(database, name) is not { } container ? Reply.Refused(404, "Owner resource does not exist", 1003) : OnContainer(request, container, rest);
    }

    public IReadOnlyList<string> Documents(string database, string container) =>
        Find(database, container) is { } found ? [.. found.Documents().Select(d => System.Text.Encoding.UTF8.GetString(d.Bytes))] : [];

    Reply? Administer(CosmosRequest request, CosmosServer server) => (request.Message.Method.Method, request.Path) switch
    {
        ("GET", []) => Describe(request.Message.RequestUri!),
        ("POST", ["dbs"]) => Create(NameIn(request)),
        ("GET", ["dbs", var name]) => Find(name)?.Describe(200) ?? Reply.NotFound(),
        ("POST", ["dbs", var name, "colls"]) => Find(name)?.Create(request, server) ?? Reply.NotFound(),
        ("DELETE", ["dbs", var name]) => Find(name) is { } found && _databases.Remove(found) ? Reply.Empty(204) : Reply.NotFound(),
        _ => null,
    };

    static Reply OnContainer(CosmosRequest request, Container container, string[] rest) => (request.Kind, rest) switch
    {
        (RequestKind.Container, []) when request.Message.Method == HttpMethod.Get => container.Describe(200),
        (RequestKind.Container, []) when request.Message.Method == HttpMethod.Put => Redefine(request, container),
        (RequestKind.Ranges, _) => container.Ranges(request),
        (RequestKind.Create or RequestKind.Upsert, ["docs"]) => container.Write(request),
        (RequestKind.Replace, ["docs", var id]) => container.Write(request, id),
        (RequestKind.Read, ["docs", var id]) => container.Read(request, id),
        (RequestKind.Delete, ["docs", var id]) => container.Delete(request, id),
        (RequestKind.QueryPlan, ["docs"]) => QueryPlan.Answer(request),
        (RequestKind.Query, ["docs"]) => container.Query(request),
        _ => NotUnderstood(request),
    };

    static Reply Redefine(CosmosRequest request, Container container)
    {
        if (ContainerDefinition.Read(request.Body, out var definition) is { } refused) return refused;
        if (definition.KeyProperty != container.Definition.KeyProperty) return Reply.Refused(400, "Document collection partition key cannot be changed.");
        container.Redefine(definition);
        return container.Describe(200);
    }

    Reply Create(string name)
    {
        if (Find(name) is not null) return Reply.Refused(409, "Resource with specified id or name already exists.");
        _databases.Add(new Database(name, ++_made));
        return _databases[^1].Describe(201);
    }

    // The client names things by their names, and the physical partitions of a container by the service's own ids.
    Database? Find(string name) => _databases.FirstOrDefault(d => d.Name == name || d.Rid == name);

    Container? Find(string database, string name)
    {
        lock (_lock) return Find(database)?.Find(name);
    }

    static Reply Describe(Uri address)
    {
        var here = new JsonObject { ["name"] = "Here", ["databaseAccountEndpoint"] = address.GetLeftPart(UriPartial.Authority) + "/" };
        return Reply.Json(200, new JsonObject
        {
            ["id"] = "test", ["_rid"] = "test", ["_self"] = "", ["_dbs"] = "//dbs/", ["media"] = "//media/", ["addresses"] = "//addresses/",
            ["writableLocations"] = new JsonArray(here), ["readableLocations"] = new JsonArray(here.DeepClone()), ["enableMultipleWriteLocations"] = false,
            ["userReplicationPolicy"] = new JsonObject { ["asyncReplication"] = false, ["minReplicaSetSize"] = 3, ["maxReplicasetSize"] = 4 },
            ["systemReplicationPolicy"] = new JsonObject { ["minReplicaSetSize"] = 3, ["maxReplicasetSize"] = 4 },
            ["readPolicy"] = new JsonObject { ["primaryReadCoefficient"] = 1, ["secondaryReadCoefficient"] = 1 },
            ["userConsistencyPolicy"] = new JsonObject { ["defaultConsistencyLevel"] = "Session" },
            ["queryEngineConfiguration"] = """{"maxSqlQueryInputLength":262144}""",
        });
    }

    static string NameIn(CosmosRequest request) => JsonDocument.Parse(request.Body.ToArray()).RootElement.GetProperty("id").GetString()!;

    static Reply NotUnderstood(CosmosRequest request) =>
        Reply.Refused(400, string.Create(CultureInfo.InvariantCulture, $"The test server does not understand {request.Message.Method} {request.Message.RequestUri!.AbsolutePath}."));

    sealed class Database(string name, uint number)
    {
        readonly List<Container> _containers = [];

        public string Name => name;

        public string Rid { get; } = ResourceIds.Database(number);

        public Container? Find(string container) => _containers.FirstOrDefault(c => c.Definition.Id == container || c.Rid == container);

        public Reply Describe(int status) => Reply.Json(status, new JsonObject
        {
            ["id"] = name, ["_rid"] = Rid, ["_self"] = $"dbs/{Rid}/", ["_etag"] = "\"1\"", ["_colls"] = "colls/", ["_users"] = "users/", ["_ts"] = 1,
        });

        public Reply Create(CosmosRequest request, CosmosServer server)
        {
            if (ContainerDefinition.Read(request.Body, out var definition) is { } refused) return refused;
            if (Find(definition.Id) is not null) return Reply.Refused(409, "Resource with specified id or name already exists.");
            _containers.Add(new Container(server, $"dbs/{name}/colls/{definition.Id}", number, (uint)_containers.Count + 1, definition));
            return _containers[^1].Describe(201);
        }
    }
}
