using System.CommandLine;
using System.Security.Cryptography;
using Proactive.Channels.Email;
using Proactive.Channels.Outbox;
using Proactive.Engine;
using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Engine.Rehearsal;
using Proactive.Engine.Rules;
using Proactive.Engine.Storage;
using Proactive.Sqlite;

namespace Proactive.Cli;

/// <summary>Everything a command needs on one machine, wired: the store in the data folder, the content, the channels, the clock and the flow.</summary>
sealed class Workspace : IAsyncDisposable
{
    // example.org is nobody's: what is in the outbox cannot be mistaken for real mail.
    static readonly MailSender OutboxSender = new("no-reply@example.org", "Proactive", "help@example.org");

    /// <summary>The file of the data folder that holds the secret behind the citizen keys.</summary>
    public const string SecretFile = "citizen.key";

    Workspace(RuleBook book, IStore store, CitizenKeys keys, TimeProvider clock, Flow flow, string outbox)
    {
        Book = book;
        Store = store;
        Keys = keys;
        Clock = clock;
        Flow = flow;
        Outbox = outbox;
    }

    public RuleBook Book { get; }
    public IStore Store { get; }
    public CitizenKeys Keys { get; }
    public TimeProvider Clock { get; }
    public Flow Flow { get; }

    /// <summary>Where the outbox channel writes.</summary>
    public string Outbox { get; }

    /// <summary>Opens the data folder and loads the content. <paramref name="mail"/> null: mail goes into the outbox folder.</summary>
    public static Workspace Open(ParseResult parsed, Settings settings, IChannel? mail = null, TimeProvider? clock = null, string? data = null, bool includeReview = false)
    {
        var book = Content.LoadRules(Content.RuleFolder(parsed, settings));
        var templates = Content.LoadTemplates(parsed, settings);
        data ??= parsed.GetValue(settings.Data)!;
        clock ??= parsed.GetValue(settings.Now) is { } now ? new SimulatedClock(now) : TimeProvider.System;
        Directory.CreateDirectory(data);
        var keys = new CitizenKeys(ReadOrMakeSecret(Path.Combine(data, SecretFile)));
        var outbox = Path.Combine(data, "outbox");
        var store = OpenStore(Path.Combine(data, "proactive.db"));
        var options = new FlowOptions { IncludeReview = includeReview || parsed.GetValue(settings.IncludeReview) };
        var flow = new Flow(book, templates, store, [mail ?? new OutboxChannel(outbox, OutboxSender, clock)], keys, clock, options);
        return new Workspace(book, store, keys, clock, flow, outbox);
    }

    static SqliteStore OpenStore(string path)
    {
        try
        {
            return SqliteStore.Open(path);
        }
        catch (StoreException problem)
        {
            throw new CommandFailure(ExitCode.Environment, problem.Message);
        }
    }

    // The secret behind the citizen keys: losing it makes the store's keys meaningless, so it lies beside the store, for its owner only.
    static byte[] ReadOrMakeSecret(string path)
    {
        if (File.Exists(path)) return File.ReadAllBytes(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var secret = RandomNumberGenerator.GetBytes(32);
        using var file = new FileStream(path, options);
        file.Write(secret);
        return secret;
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
