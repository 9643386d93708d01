using System.Diagnostics;
using System.Diagnostics.Metrics;
using Proactive.Engine.Delivery;
using Proactive.Engine.Storage;

namespace Proactive.Engine;

/// <summary>
/// What an operator may watch: activities and measures under the name <c>Proactive</c>, for whoever listens. Nothing in them leads to a
/// person: no id, key, link or address.
/// </summary>
public static class Telemetry
{
    /// <summary>Of the activity source and the meter.</summary>
    public const string Name = "Proactive";

    internal static readonly ActivitySource Activities = new(Name);

    static readonly Meter Meter = new(Name);

    static readonly Counter<long> Events = Meter.CreateCounter<long>("proactive.events", "{event}", "Events received, by what became of them");
    static readonly Counter<long> Notices = Meter.CreateCounter<long>("proactive.notices", "{notice}", "Notices that came into a state, by state and channel");
    static readonly Histogram<double> IntakeDuration = Meter.CreateHistogram<double>("proactive.intake.duration", "s", "From an event's arrival until it and all it caused are durable");
    static readonly Histogram<double> DeliveryDuration = Meter.CreateHistogram<double>("proactive.delivery.duration", "s", "Handing one message over, by channel and outcome");

    internal static void Received(IEnumerable<Receipt> receipts)
    {
        if (!Events.Enabled) return;
        foreach (var status in receipts.GroupBy(r => r.Status)) Events.Add(status.Count(), Tag("status", status.Key));
    }

    internal static void Changed(IEnumerable<FileChange> saved)
    {
        if (!Notices.Enabled) return;
        foreach (var line in saved.SelectMany(c => c.Log)) Notices.Add(1, Tag("state", line.State), new("proactive.channel", line.Channel ?? "none"));
    }

    internal static void TakenIn(long since) => IntakeDuration.Record(Stopwatch.GetElapsedTime(since).TotalSeconds);

    /// <summary>Hands a message over, and measures it.</summary>
    internal static async Task<Outcome> Handover(string channel, Func<Task<Outcome>> deliver)
    {
        using var activity = Activities.StartActivity("deliver", ActivityKind.Producer)?.SetTag("proactive.channel", channel);
        var since = Stopwatch.GetTimestamp();
        var outcome = await deliver();
        activity?.SetTag("proactive.outcome", outcome.GetType().Name);
        DeliveryDuration.Record(Stopwatch.GetElapsedTime(since).TotalSeconds, new("proactive.channel", channel), new("proactive.outcome", outcome.GetType().Name));
        return outcome;
    }

    static KeyValuePair<string, object?> Tag(string name, Enum value) => new($"proactive.{name}", value.ToString());
}
