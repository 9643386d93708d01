using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Azure.Cosmos;

namespace Proactive.Cosmos.Database;

/// <summary>A container as <c>containers.json</c> defines it; the deployment reads the same file.</summary>
sealed record ContainerFile(string Name, string PartitionKey, int DefaultTtl, IndexingFile IndexingPolicy)
{
    /// <summary>All containers of the store.</summary>
    public static IReadOnlyList<ContainerFile> All { get; } = Read();

    public ContainerProperties Properties()
    {
        var indexing = new IndexingPolicy { IndexingMode = IndexingMode.Consistent, Automatic = true };
        Add(IndexingPolicy.IncludedPaths.Select(p => new IncludedPath { Path = p.Path }), indexing.IncludedPaths);
        Add(IndexingPolicy.ExcludedPaths.Select(p => new ExcludedPath { Path = p.Path }), indexing.ExcludedPaths);
        return new ContainerProperties(Name, PartitionKey) { PartitionKeyDefinitionVersion = PartitionKeyDefinitionVersion.V2, DefaultTimeToLive = DefaultTtl, IndexingPolicy = indexing };
    }

    static void Add<T>(IEnumerable<T> paths, Collection<T> to)
    {
        foreach (var path in paths) to.Add(path);
    }

    static ContainerFile[] Read()
    {
        using var file = typeof(ContainerFile).Assembly.GetManifestResourceStream("containers.json")!;
        return JsonSerializer.Deserialize(file, ContainerFileJson.Default.ContainerFileArray)!;
    }
}

sealed record IndexingFile(IReadOnlyList<IndexedPath> IncludedPaths, IReadOnlyList<IndexedPath> ExcludedPaths);

sealed record IndexedPath(string Path);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ContainerFile[]))]
sealed partial class ContainerFileJson : JsonSerializerContext;
