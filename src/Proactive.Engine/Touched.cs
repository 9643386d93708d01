using Proactive.Engine.Rules;

namespace Proactive.Engine;

/// <summary>What the events that are being saved have to do with. An event that has to do with none of it finds the store as if they were saved already.</summary>
sealed class Touched
{
    readonly HashSet<string> _keys = [];
    bool _others;

    /// <summary>No events.</summary>
    public static Touched Nothing { get; } = new();

    public static Touched By(IEnumerable<Arrival> arrivals)
    {
        var touched = new Touched();
        foreach (var arrival in arrivals)
        {
            touched._keys.UnionWith(Of(arrival));
            touched._others |= IsAboutOthers(arrival);
        }

        return touched;
    }

    public bool HasToDoWith(Arrival arrival) =>
        _keys.Count > 0 && (_others || IsAboutOthers(arrival) || Of(arrival).Any(_keys.Contains));

    // The event, by which it is known when it comes twice, and the persons.
    static IEnumerable<string> Of(Arrival arrival) => arrival.Occurrences.SelectMany(o => o.Recipients.Prepend(o.Event.Key));

    // Whom else it concerns, only the store and the events before it can tell.
    static bool IsAboutOthers(Arrival arrival) => arrival.Occurrences.Any(o => o.ConcernsOthers || o.Role == EventRole.Corrects);
}
