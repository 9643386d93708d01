using System.CommandLine;
using Proactive.Engine.Citizens;
using Proactive.Engine.Storage;

namespace Proactive.Cli.Data;

/// <summary>The persons of the store in the data folder, to look at; nobody where there is no store yet. Makes and changes nothing.</summary>
sealed class KnownPersons : IAsyncDisposable
{
    readonly CitizenKeys _keys;
    readonly IStore? _store;

    // Without a store there is no secret either; rollouts by percent then fall as for sample citizens.
    KnownPersons(CitizenKeys? keys, IStore? store) => (_keys, _store) = (keys ?? new CitizenKeys(new byte[32]), store);

    public static async Task<KnownPersons> Open(ParseResult parsed, Settings settings) =>
        DataFolder.IfThere(parsed, settings) is { } data ? new KnownPersons(data.Keys, await data.OpenStoreToRead()) : new KnownPersons(null, null);

    /// <summary>The citizen's key, and what is known of them.</summary>
    public async ValueTask<(CitizenKey Key, Person? Person)> Find(string id, CancellationToken cancellation)
    {
        var key = _keys.Of(id);
        return (key, _store is null ? null : (await _store.Load([key], cancellation))[0].Person);
    }

    public ValueTask DisposeAsync() => _store?.DisposeAsync() ?? ValueTask.CompletedTask;
}
