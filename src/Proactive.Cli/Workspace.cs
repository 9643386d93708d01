using System.CommandLine;
using Proactive.Channels.Letters;
using Proactive.Channels.Relays;
using Proactive.Cli.Channels;
using Proactive.Cli.Data;
using Proactive.Engine;
using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Engine.Rehearsal;
using Proactive.Engine.Rendering;
using Proactive.Engine.Storage;
using Proactive.Web.Registries;

namespace Proactive.Cli;

/// <summary>Everything a command needs on one machine, wired: the store in the data folder, the content, the channels, the clock and the flow.</summary>
sealed class Workspace : IAsyncDisposable
{
    readonly IReadOnlyList<IChannel> _channels;

    Workspace(RuleBooks rules, TemplateSet templates, DataFolder data, IStore store, TimeProvider clock, Flow flow, IReadOnlyList<IChannel> channels)
    {
        _channels = channels;
        Templates = templates;
        Rules = rules;
        Store = store;
        Keys = data.Keys;
        Clock = clock;
        Flow = flow;
        (Outbox, Receipts, Sources) = (data.Outbox, data.Receipts, data.Sources);
    }

    public RuleBooks Rules { get; }
    public TemplateSet Templates { get; }
    public IStore Store { get; }
    public CitizenKeys Keys { get; }
    public TimeProvider Clock { get; }
    public Flow Flow { get; }
    public string Outbox { get; }

    /// <summary>Where bounces and receipts may be dropped.</summary>
    public string Receipts { get; }

    /// <summary>Who may send events over HTTP.</summary>
    public SourceFile Sources { get; }

    /// <summary>Loads the content and opens the data folder. <paramref name="channels"/> null: everything goes into the outbox folder.</summary>
    /// <param name="goOn">True, for a server: where the rules have problems, the book that was last in force goes on.</param>
    /// <param name="sends">True: it is told which channels are left out.</param>
    /// <param name="ownUrl">Where messages link to if nobody says where citizens reach 'serve'.</param>
    public static async Task<Workspace> Open(ParseResult parsed, Settings settings, IReadOnlyList<IChannel>? channels = null, TimeProvider? clock = null, DataFolder? data = null, bool includeReview = false, bool goOn = false, bool sends = false, Uri? ownUrl = null)
    {
        // What others use as well is not changed in passing: only a server, or somebody who names a folder, puts rules in force there.
        var follows = parsed.GetValue(settings.Store) != StoreKind.Sqlite && !goOn && parsed.GetValue(settings.Rules) is null;
        var load = LoadRules(parsed, settings, goOn);
        var templates = Content.LoadTemplates(parsed, settings);
        data ??= DataFolder.Of(parsed, settings);
        clock ??= parsed.GetValue(settings.Now) is { } now ? new SimulatedClock(now) : TimeProvider.System;
        var store = await data.OpenStore();
        var simulated = clock is SimulatedClock;
        var options = new FlowOptions
        {
            IncludeReview = includeReview || parsed.GetValue(settings.IncludeReview),
            // On a simulated clock one after the other, so that the same input gives the same log; and such a clock may jump.
            InFlight = simulated ? 1 : new FlowOptions().InFlight,
            WatchClock = clock == TimeProvider.System,
            PublicUrl = parsed.GetValue(settings.PublicUrl) ?? ownUrl,
        };
        var rules = (follows ? await InForce(store) : null) ?? await load(store);
        channels ??= ChannelOptions.Outbox(data.Outbox, clock, sends ? Console.Error.WriteLine : _ => { });
        var flow = new Flow(rules, templates, store, channels, data.Keys, clock, options);
        return new Workspace(rules, templates, data, store, clock, flow, channels);
    }

    static async Task<RuleBooks?> InForce(IStore store)
    {
        try
        {
            return await RuleBooks.ResumeOnly(store);
        }
        catch (InvalidDataException problem)
        {
            throw new CommandFailure(ExitCode.Environment, problem.Message);
        }
    }

    // Before the store is opened, so that rules with problems make no data folder.
    static Func<IStore, Task<RuleBooks>> LoadRules(ParseResult parsed, Settings settings, bool goOn)
    {
        var files = Content.RuleFolder(parsed, settings);
        try
        {
            var book = Content.LoadRules(files);
            return store => RuleBooks.Begin(store, book, files);
        }
        catch (CommandFailure problems) when (goOn && problems.ExitCode == ExitCode.Problems)
        {
            return async store =>
            {
                var resumed = await RuleBooks.Resume(store) ?? throw problems;
                await Console.Error.WriteLineAsync($"{problems.Message}\nThe rule book that was in force, {resumed.Current.Hash}, goes on until these are mended.");
                return resumed;
            };
        }
    }

    /// <summary>Lets the print provider fetch the letters of days that are over, and today's too if wanted.</summary>
    public async Task CloseLetters(bool todays, CancellationToken cancellation)
    {
        foreach (var letters in _channels.Select(c => c is OnlyTo listed ? listed.Inner : c).OfType<LetterChannel>()) await (todays ? letters.CloseBatch(cancellation) : letters.CloseFinishedDays(cancellation));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in _channels)
        {
            if (channel is IAsyncDisposable open) await open.DisposeAsync();
            else (channel as IDisposable)?.Dispose();
        }

        await Store.DisposeAsync();
    }
}
