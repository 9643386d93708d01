using System.Security.Cryptography;
using System.Text;
using Proactive.Cel;

namespace Proactive.Engine.Events;

/// <summary>What happened, as a registry reported it: a CloudEvents 1.0 event of a declared type, its data typed. Made only by <see cref="EventReader"/>.</summary>
public sealed class LifeEvent
{
    // Each is asked for several times an event, and the event does not change.
    string? _key;
    string? _fingerprint;

    internal LifeEvent(EventType type, string source, string id, string? subject, DateTimeOffset? time, CelRecord data)
    {
        Type = type;
        Source = source;
        Id = id;
        Subject = subject;
        Time = time;
        Data = data;
    }

    public EventType Type { get; }
    public string Source { get; }
    public string Id { get; }

    /// <summary>Whom the event is about, as the registry names them; a person id, so it must not reach a log.</summary>
    public string? Subject { get; }

    /// <summary>When the registry recorded it. Deadlines never count from here: they count from the effective date in the data.</summary>
    public DateTimeOffset? Time { get; }

    public CelRecord Data { get; }

    /// <summary>The deduplication key: source and id, hashed (CloudEvents: a producer keeps the pair unique).</summary>
    public string Key => _key ??= KeyOf(Source, Id);

    /// <summary>Hash of type, subject and data: the same key with another fingerprint is a conflict.</summary>
    public string Fingerprint => _fingerprint ??= Hash($"{Type.Name}\n{Subject}\n{CelValue.Of(Data)}");

    /// <summary>The key of the event that <paramref name="source"/> published under <paramref name="id"/>.</summary>
    public static string KeyOf(string source, string id) => Hash($"{source}\n{id}");

    static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));

    // Never the data: that is personal.
    public override string ToString() => $"{Type.Name} {Key}";
}
