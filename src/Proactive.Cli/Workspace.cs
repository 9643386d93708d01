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
    public static async Task<Workspace> Open(ParseResult parsed, Settings settings, IChannel? mail = null, TimeProvider? clock = null, DataFolder? data = null, bool includeReview = false)
    {
        var files = Content.RuleFolder(parsed, settings);
        var book = Content.LoadRules(files);
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
        var rules = await RuleBooks.Begin(store, book, files);
        var flow = new Flow(rules, templates, store, [mail ?? new OutboxChannel(data.Outbox, OutboxSender, clock)], data.Keys, clock, options);
        return new Workspace(rules, data, store, clock, flow, mail);
    }

    public async ValueTask DisposeAsync()
    {
        if (_mail is IAsyncDisposable open) await open.DisposeAsync();
        await Store.DisposeAsync();
    }
}
