namespace Proactive.Cli.Data;

/// <summary>Where citizens are kept: in a file of the data folder, or in Azure Cosmos DB.</summary>
enum StoreKind { Sqlite, Cosmos }
