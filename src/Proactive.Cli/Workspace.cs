using System.CommandLine;
using Proactive.Channels.Email;
using Proactive.Channels.Outbox;
using Proactive.Engine;
using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Engine.Rehearsal;
using Proactive.Engine.Storage;

namespace Proactive.Cli;

/// <summary>Everything a command needs on one machine, wired: the store in the data folder, the content, the channels, the clock and the flow.</summary>
sealed class Workspace : IAsyncDisposable
{
    // example.org is nobody's: what is in the outbox cannot be mistaken for real mail.
    static readonly MailSender OutboxSender = new("no-reply@example.org", "Proactive", "help@example.org");

    readonly IChannel? _mail;

    Workspace(RuleBooks rules, DataFolder data, IStore store, TimeProvider clock, Flow flow, IChannel? mail)
    {
        _mail = mail;
        Rules = rules;
        Store = store;
        Keys = data.Keys;
        Clock = clock;
        Flow = flow;
        Outbox = data.Outbox;
    }

    public RuleBooks Rules { get; }
    public IStore Store { get; }
    public CitizenKeys Keys { get; }
    public TimeProvider Clock { get; }
    public Flow Flow { get; }
    public string Outbox { get; }

    /// <summary>Loads the content and opens the data folder. <paramref name="mail"/> null: mail goes into the outbox folder.</summary>
    /// <param name="goOn">True: where the rules have problems, the book that was last in force goes on.</param>
    public static async Task<Workspace> Open(ParseResult parsed, Settings settings, IChannel? mail = null, TimeProvider? clock = null, DataFolder? data = null, bool includeReview = false, bool goOn = false)
    {
        var load = LoadRules(parsed, settings, goOn);
        var templates = Content.LoadTemplates(parsed, settings);
        data ??= DataFolder.Of(parsed, settings);
        clock ??= parsed.GetValue(settings.Now) is { } now ? new SimulatedClock(now) : TimeProvider.System;
        var store = data.OpenStore();
        var simulated = clock is SimulatedClock;
        var options = new FlowOptions
        {
            IncludeReview = includeReview || parsed.GetValue(settings.IncludeReview),
            // On a simulated clock one after the other, so that the same input gives the same log; and such a clock may jump.
            InFlight = simulated ? 1 : new FlowOptions().InFlight,
            WatchClock = clock == TimeProvider.System,
        };
        var rules = await load(store);
        var flow = new Flow(rules, templates, store, [mail ?? new OutboxChannel(data.Outbox, OutboxSender, clock)], data.Keys, clock, options);
        return new Workspace(rules, data, store, clock, flow, mail);
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

    public async ValueTask DisposeAsync()
    {
        if (_mail is IAsyncDisposable open) await open.DisposeAsync();
        await Store.DisposeAsync();
    }
}
