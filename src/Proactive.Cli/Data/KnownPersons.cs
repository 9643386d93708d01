using System.CommandLine;
using Proactive.Engine.Citizens;
using Proactive.Sqlite;

namespace Proactive.Cli;

/// <summary>The persons of the store in the data folder, to look at; nobody where there is no store yet. Makes and changes nothing.</summary>
sealed class KnownPersons : IAsyncDisposable
{
    readonly CitizenKeys _keys;
    readonly SqliteStore? _store;

    KnownPersons(DataFolder? data)
    {
        // Without a store there is no secret either; rollouts by percent then fall as for sample citizens.
        _keys = data?.Keys ?? new CitizenKeys(new byte[32]);
        _store = data?.OpenStoreToRead();
    }

    public static KnownPersons Open(ParseResult parsed, Settings settings) => new(DataFolder.IfThere(parsed, settings));

    /// <summary>The citizen's key, and what is known of them.</summary>
    public async ValueTask<(CitizenKey Key, Person? Person)> Find(string id, CancellationToken cancellation)
    {
        var key = _keys.Of(id);
        return (key, _store is null ? null : (await _store.Load([key], cancellation))[0].Person);
    }

    public ValueTask DisposeAsync() => _store?.DisposeAsync() ?? ValueTask.CompletedTask;
}
