using Proactive.Engine.Events;

namespace Proactive.Engine.Rules;

/// <summary>A loaded book, or why there is none. A book with a problem is not loaded; whoever runs one keeps it.</summary>
public sealed record RuleBookResult(RuleBook? Book, IReadOnlyList<Problem> Problems);

/// <summary>All rules of a folder, loaded, checked and compiled. Immutable; named by its content hash.</summary>
public sealed class RuleBook
{
    readonly ILookup<string, (Guide Guide, Subscription Subscription, StepIndex Steps)> _listeners;
    readonly Dictionary<string, Guide> _guides;

    internal RuleBook(string hash, IReadOnlyList<Guide> guides, IReadOnlyDictionary<string, EventType> eventTypes)
    {
        Hash = hash;
        EventTypes = eventTypes;
        _guides = guides.ToDictionary(g => g.Id);
        _listeners = guides.SelectMany(g => g.Subscriptions.Select(s => (g, s, StepIndex.Of(g, s.Type)))).ToLookup(l => l.s.Type.Name);
    }

    public string Hash { get; }

    public IReadOnlyDictionary<string, EventType> EventTypes { get; }

    public IReadOnlyCollection<Guide> Guides => _guides.Values;

    /// <summary>The guide in folder <paramref name="id"/> (<c>dk/moving</c>), or null.</summary>
    public Guide? Guide(string id) => _guides.GetValueOrDefault(id);

    /// <summary>Reads a book from its files, to run it.</summary>
    public static RuleBookResult Read(ContentFolder folder) => new RuleBookReader(folder, null).Read();

    /// <summary>Reads a book to tell its authors what is wrong, and warns of what is probably not meant. Runs every condition many times, so it is slower.</summary>
    /// <param name="today">Sources that were last checked more than a year before are warned of.</param>
    public static RuleBookResult Check(ContentFolder folder, DateOnly today) => new RuleBookReader(folder, today).Read();

    /// <summary>What an event means to each guide that listens to its type, or why it cannot be used.</summary>
    public (IReadOnlyList<Occurrence> Occurrences, Rejection? Rejection) Interpret(LifeEvent lifeEvent, DateTimeOffset now)
    {
        var occurrences = new List<Occurrence>();
        foreach (var (guide, subscription, steps) in _listeners[lifeEvent.Type.Name])
        {
            var (occurrence, rejection) = Occurrence.Of(lifeEvent, guide, subscription, steps, guide.Country.Today(now));
            if (rejection is not null) return ([], rejection);
            occurrences.Add(occurrence!);
        }

        return (occurrences, null);
    }
}
