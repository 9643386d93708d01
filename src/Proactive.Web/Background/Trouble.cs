using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Proactive.Engine.Storage;

namespace Proactive.Web.Background;

/// <summary>Tells the operator what broke: the same thing once a minute at most, however often it happens.</summary>
sealed class Trouble(ILogger<Trouble> log, TimeProvider clock)
{
    static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    readonly ConcurrentDictionary<string, DateTimeOffset> _told = new();

    /// <param name="what">What could not be done, as a sentence without a full stop.</param>
    public void Tell(string what, Exception failure)
    {
        var text = $"{what}. {Describe(failure)}";
        var now = clock.GetUtcNow();
        if (_told.TryGetValue(text, out var before) && (now - before).Duration() < Silence) return;
        _told[text] = now;
        log.LogError("{Trouble}", text);
    }

    // A store's message names no person; a library's may quote what it was given, so of other exceptions only kind and place are told.
    static string Describe(Exception failure) => failure switch
    {
        StoreException store => store.Message,
        AggregateException several => string.Join(" ", several.Flatten().InnerExceptions.Select(Describe).Distinct()),
        _ => $"{failure.GetType().Name} {failure.StackTrace?.Split('\n')[0].Trim()}",
    };
}
