using System.Runtime.CompilerServices;
using Microsoft.Azure.Cosmos;
using Proactive.Cosmos.Citizens;
using Proactive.Cosmos.Database;
using Proactive.Cosmos.Documents;
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
        _figures = new FigureCounts(containers, options, clock);
        _outbox = new Outbox(containers, options, clock);
        _citizens = new CitizenFiles(containers.Citizens, codec, _outbox);
        _due = new DueCitizens(containers.Citizens, _citizens, options);
        _erasing = new Erasing(containers, _outbox, options, clock);
        _audit = new AuditLog(containers, codec.Audit);
    }

    /// <summary>Opens the store, and where the account's key is given makes what is missing of it.</summary>
    /// <exception cref="StoreException">It cannot be reached or entered, something of it is missing, or a newer program or another master key made it; the message says which.</exception>
    public static async Task<CosmosStore> Open(CosmosOptions options, BodyCodec codec, TimeProvider? clock = null, CancellationToken cancellation = default)
    {
        var name = $"cosmos {options.Database}";
        if (options.Problems() is [var problem, ..]) throw new StoreException(name, "be opened", problem);
        var client = Enter(options, name);
        name = $"{name} at {client.Endpoint.Host}";
        try
        {
            var containers = await ServiceFailure.Of(
                async () =>
                {
                    await AccountCheck.Run(client, name);
                    return await Containers.Open(client, options, name, cancellation);
                },
                cancellation);
            await Mark.Check(containers, codec, name, cancellation);
            return new CosmosStore(name, codec, options, client, containers, clock ?? TimeProvider.System);
        }
        catch (Exception failure)
        {
            client.Dispose();
            if (failure is OperationCanceledException) throw;
            // The key is not looked at before the first request is signed.
            throw failure is FormatException && options.ConnectionString is not null ? NotAConnectionString(name) : Failure.Of(name, "be opened", failure);
        }
    }

    static CosmosClient Enter(CosmosOptions options, string name)
    {
        try
        {
            return Client.Open(options);
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or FormatException)
        {
            throw NotAConnectionString(name);
        }
    }

    // What the SDK says of it may quote the key.
    static StoreException NotAConnectionString(string name) => new(name, "be opened", "the connection string is not one: it has the form AccountEndpoint=https://…;AccountKey=…;");

    /// <summary>
    /// Finishes what was begun and not finished, by this process or another: log lines and figures that came with a saved file,
    /// citizens who were erased, counts to be added up. To be called every minute; doing it twice, or in several places, does no harm.
    /// </summary>
    /// <exception cref="StoreException">The service failed; what is left is done the next time.</exception>
    public Task Reconcile(CancellationToken cancellation = default) => Run(
        "finish what was begun",
        () => SideBySide.Each<Func<Task>>([() => FinishCitizens(cancellation), () => _figures.Roll(cancellation)], 1, work => work(), cancellation),
        cancellation);

    Task FinishCitizens(CancellationToken cancellation) => Each(
        _containers.Citizens.Elements(new Search { Page = 100 }.Where("c.pending > @", ""), cancellation),
        found => Finish(_containers.Citizens.Read(found), cancellation),
        cancellation);

    Task Finish(CitizenDocument citizen, CancellationToken cancellation) => citizen.ErasedAt is null ? _outbox.Empty(citizen, cancellation) : _erasing.Finish(citizen, cancellation);

    public ValueTask DisposeAsync()
    {
        _audit.Dispose();
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    Task Each<T>(IAsyncEnumerable<T> items, Func<T, Task> work, CancellationToken cancellation) => SideBySide.Each(items, _options.AtOnce, work, cancellation);

    Task Each<T>(IEnumerable<T> items, Func<T, Task> work, CancellationToken cancellation) => SideBySide.Each(items, _options.AtOnce, work, cancellation);

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
