using System.Net;
using Microsoft.Azure.Cosmos;
using Proactive.Cosmos.Documents;
using Proactive.Engine.Storage;

namespace Proactive.Cosmos.Database;

/// <summary>What the store keeps its documents in, by kind.</summary>
sealed class Containers(Microsoft.Azure.Cosmos.Database database, CosmosOptions options)
{
    readonly Container _records = database.GetContainer("records");

    public DocumentSet<CitizenDocument> Citizens { get; } = new(database.GetContainer("citizens"), DocumentJson.Default.CitizenDocument, options);

    public DocumentSet<LogDocument> Log { get; } = new(database.GetContainer("log"), DocumentJson.Default.LogDocument, options);

    public DocumentSet<RejectedDocument> Rejected { get; } = new(database.GetContainer("rejected"), DocumentJson.Default.RejectedDocument, options);

    public DocumentSet<StoreDocument> Store => field ??= new(_records, DocumentJson.Default.StoreDocument, options);

    public DocumentSet<NoteDocument> Notes => field ??= new(_records, DocumentJson.Default.NoteDocument, options);

    public DocumentSet<RuleBookDocument> RuleBooks => field ??= new(_records, DocumentJson.Default.RuleBookDocument, options);

    public DocumentSet<ProposalDocument> Proposals => field ??= new(_records, DocumentJson.Default.ProposalDocument, options);

    public DocumentSet<AuditDocument> Audit => field ??= new(_records, DocumentJson.Default.AuditDocument, options);

    public DocumentSet<AuditEndDocument> AuditEnd => field ??= new(_records, DocumentJson.Default.AuditEndDocument, options);

    public DocumentSet<FragmentDocument> Fragments => field ??= new(_records, DocumentJson.Default.FragmentDocument, options);

    public DocumentSet<TotalDocument> Totals => field ??= new(_records, DocumentJson.Default.TotalDocument, options);

    public DocumentSet<RollDocument> Rolls => field ??= new(_records, DocumentJson.Default.RollDocument, options);

    /// <summary>The containers of an account. Makes what is missing where a key allows it; otherwise everything has to be there.</summary>
    /// <exception cref="StoreException">A container is not as the store needs it.</exception>
    public static async Task<Containers> Open(CosmosClient client, CosmosOptions options, string store, CancellationToken cancellation)
    {
        var database = client.GetDatabase(options.Database);
        if (options.ConnectionString is not null) await client.CreateDatabaseIfNotExistsAsync(options.Database, cancellationToken: cancellation);
        foreach (var wanted in ContainerFile.All)
        {
            var properties = await Find(database, wanted, makes: options.ConnectionString is not null, cancellation);
            if (properties.PartitionKeyPath != wanted.PartitionKey)
                throw new StoreException(store, "be opened", $"its container '{wanted.Name}' is partitioned by {properties.PartitionKeyPath} and not by {wanted.PartitionKey}. Let deploy/main.bicep make a new one.");
            if (properties.DefaultTimeToLive is null)
                throw new StoreException(store, "be opened", $"its container '{wanted.Name}' has time to live switched off, so nothing in it would ever be deleted. Switch it on without a default.");
        }

        return new Containers(database, options);
    }

    static async Task<ContainerProperties> Find(Microsoft.Azure.Cosmos.Database database, ContainerFile wanted, bool makes, CancellationToken cancellation)
    {
        try
        {
            return await database.GetContainer(wanted.Name).ReadContainerAsync(cancellationToken: cancellation);
        }
        catch (CosmosException missing) when (makes && missing.StatusCode == HttpStatusCode.NotFound)
        {
            return await database.CreateContainerIfNotExistsAsync(wanted.Properties(), cancellationToken: cancellation);
        }
    }
}
