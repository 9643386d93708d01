using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Proactive.Engine;
using Proactive.Engine.Rules;
using Proactive.Engine.Storage;

namespace Proactive.Web.Background;

/// <summary>Looks at the rule files every few seconds. A changed book without problems takes the place of the one in force; one with problems is reported once, and the old one stays.</summary>
sealed class RuleReload(RuleBooks rules, Func<ContentFolder> readRules, TimeProvider clock, ILogger<RuleReload> log) : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    string? _refused;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await Look(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host would call it a failure where it never came to run.
        }
    }

    /// <summary>Reads the files once and puts them in force if they are another book without problems.</summary>
    internal async Task Look(CancellationToken cancellation)
    {
        try
        {
            await Compare(readRules(), cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Somebody is just writing them or took them away, or the store cannot keep them; the next look tells, and delivery goes on.
            log.LogWarning("The rule files could not be taken in: {Problem}", failure.GetType().Name);
        }
    }

    async Task Compare(ContentFolder files, CancellationToken cancellation)
    {
        if (files.Hash == rules.Current.Hash || files.Hash == _refused) return;
        var (book, problems) = RuleBook.Read(files);
        if (book is null)
        {
            _refused = files.Hash;
            log.LogError("The changed rule book {New} has {Count} problems and is not used; {Old} stays in force.\n{Problems}", files.Hash, problems.Count, rules.Current.Hash, string.Join("\n", problems));
            return;
        }

        var before = rules.Current.Hash;
        await rules.Replace(book, files, cancellation);
        log.LogInformation("Rule book {New} is in force; before it was {Old}", book.Hash, before);
    }
}
