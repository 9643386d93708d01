using System.Runtime.CompilerServices;
using Microsoft.Azure.Cosmos;
using Proactive.Cosmos.Citizens;
using Proactive.Cosmos.Database;
using Proactive.Cosmos.Records;
using Proactive.Engine.Storage;

namespace Proactive.Cosmos;

/// <summary>
/// The store in Azure Cosmos DB, used by any number of processes at once. One document a citizen, replaced only if nobody else came
/// first. What else a change brings (log lines, figures) travels in the same document and is put where it is searched right after;
/// <see cref="Reconcile"/> does that for those who did not get that far. Thread-safe.
/// </summary>
public sealed partial class CosmosStore : IStore
{
    readonly string _name;
    readonly BodyCodec _codec;
    readonly CosmosOptions _options;
    readonly CosmosClient _client;
    readonly Containers _containers;
    readonly Outbox _outbox;
    readonly CitizenFiles _citizens;
    readonly DueCitizens _due;
    readonly Erasing _erasing;
    readonly DeliveryLog _log;
    readonly AuditLog _audit;
    readonly FigureCounts _figures;

    CosmosStore(string name, BodyCodec codec, CosmosOptions options, CosmosClient client, Containers containers, TimeProvider clock)
    {
        (_name, _codec, _options, _client, _containers) = (name, codec, options, client, containers);
        _log = new DeliveryLog(containers.Log);
        _figures = new FigureCounts(containers);
        _outbox = new Outbox(containers, options, clock);
        _citizens = new CitizenFiles(containers.Citizens, codec, _outbox);
        _due = new DueCitizens(containers.Citizens, _citizens, options);
        _erasing = new Erasing(containers, options, clock);
        _audit = new AuditLog(containers, codec.Audit);
    }

    /// <summary>Opens the store, and where the account's key is given makes what is missing of it.</summary>
    /// <exception cref="StoreException">It cannot be reached or entered, something of it is missing, or a newer program or another master key made it; the message says which.</exception>
    public static async Task<CosmosStore> Open(CosmosOptions options, BodyCodec codec, TimeProvider? clock = null, CancellationToken cancellation = default)
    {
        var name = $"cosmos {options.Database}";
        if (options.Problems() is [var problem, ..]) throw new StoreException(name, "be opened", problem);
        CosmosClient? client = null;
        try
        {
            client = Client.Open(options);
            name = $"{name} at {client.Endpoint.Host}";
            var containers = await ServiceFailure.Of(() => Containers.Open(client, options, name, cancellation), cancellation);
            await Mark.Check(containers, codec, name, cancellation);
            return new CosmosStore(name, codec, options, client, containers, clock ?? TimeProvider.System);
        }
        catch (Exception failure)
        {
            client?.Dispose();
            if (failure is OperationCanceledException) throw;
            // What the SDK says of a connection string it cannot read may quote it.
            throw failure is ArgumentException or FormatException
                ? new StoreException(name, "be opened", "the connection string is not one: it has the form AccountEndpoint=https://…;AccountKey=…;") : Failure.Of(name, "be opened", failure);
        }
    }

    /// <summary>
    /// Finishes what was begun and not finished, by this process or another: log lines and figures that came with a saved file,
    /// citizens who were erased, counts to be added up. To be called every minute; doing it twice, or in several places, does no harm.
    /// </summary>
    /// <exception cref="StoreException">The service failed; what is left is done the next time.</exception>
    public Task Reconcile(CancellationToken cancellation = default) => Run(
        "finish what was begun",
        async () =>
        {
            var pending = _containers.Citizens.Find(new Search { Page = 100 }.Where("c.pending > @", ""), cancellation);
            await Parallel.ForEachAsync(pending, Degree(cancellation), async (citizen, stop) =>
            {
                if (citizen.ErasedAt is null) await _outbox.Empty(citizen, stop);
                else await _erasing.Finish(citizen, stop);
            });
            await _figures.Roll(Degree(cancellation));
            return true;
        },
        cancellation);

    public ValueTask DisposeAsync()
    {
        _audit.Dispose();
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    ParallelOptions Degree(CancellationToken cancellation) => new() { MaxDegreeOfParallelism = _options.AtOnce, CancellationToken = cancellation };

    // Whatever fails comes to the caller as a StoreException that says what was being done.
    async Task<T> Run<T>(string operation, Func<Task<T>> work, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return await work();
        }
        catch (Exception failure) when (Failure.IsKnown(failure))
        {
            throw Failure.Of(_name, operation, failure);
        }
    }

    Task<bool> Run(string operation, Func<Task> work, CancellationToken cancellation) => Run(
        operation,
        async () =>
        {
            await work();
            return true;
        },
        cancellation);

    async IAsyncEnumerable<T> Run<T>(string operation, IAsyncEnumerable<T> found, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var each = found.GetAsyncEnumerator(cancellation);
        while (await Run(operation, () => each.MoveNextAsync().AsTask(), cancellation)) yield return each.Current;
    }
}
