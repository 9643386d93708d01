using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging;
using Proactive.Engine.Storage;

namespace Proactive.Functions.Wiring;

/// <summary>Tells the operator what broke: the same thing once a minute at most, however often it happens.</summary>
public sealed class Trouble(ILogger<Trouble> log, TimeProvider clock)
{
    static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    readonly ConcurrentDictionary<string, DateTimeOffset> _told = new();

    /// <param name="what">What could not be done, as a sentence without a full stop.</param>
    public void Tell(string what, Exception failure)
    {
        var (text, now) = ($"{what}. {Describe(failure)}", clock.GetUtcNow());
        if (_told.TryGetValue(text, out var before) && (now - before).Duration() < Silence) return;
        _told[text] = now;
        log.LogError("{Trouble}", text);
    }

    /// <summary>A failure in words that name no person. The store's own messages do not; a library's may quote what it was given, so of those only the kind and the place are told.</summary>
    public static string Describe(Exception failure) => failure switch
    {
        StoreException store => store.Message,
        ServiceBusException bus => $"Service Bus: {bus.Reason}.",
        AggregateException several => string.Join(" ", several.Flatten().InnerExceptions.Select(Describe).Distinct()),
        _ => $"{failure.GetType().Name} {failure.StackTrace?.Split('\n')[0].Trim()}",
    };
}
