using System.CommandLine;
using Microsoft.Extensions.Hosting;
using Proactive.Cli.Channels;
using Proactive.Cli.Data;
using Proactive.Cosmos;
using Proactive.Engine.Delivery;
using Proactive.Engine.Rehearsal;
using Proactive.Web;
using Proactive.Web.Background;
using Proactive.Web.Entrance;
using Proactive.Web.Registries;

namespace Proactive.Cli.Commands;

/// <summary><c>proactive serve</c>: takes events over HTTP and delivers in the background until it is stopped.</summary>
static class ServeCommand
{
    public static Command Create(Settings settings)
    {
        var urls = new Option<string[]>("--urls") { Description = "Loopback addresses to listen on", DefaultValueFactory = _ => ["http://127.0.0.1:5080"], AllowMultipleArgumentsPerToken = true };
        var idle = new Option<bool>("--no-delivery") { Description = "Open the doors only; something else on the same store delivers" };
        var sending = new ChannelOptions();
        var command = new Command("serve", "Take events at POST /events and deliver in the background") { urls, idle };
        sending.AddTo(command);
        var staff = new StaffOptions();
        staff.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var clock = parsed.GetValue(settings.Now) is { } now ? new RunningClock(now) : null;
            var named = sending.Named(parsed);
            // What goes into the outbox is read on this machine, so its links may lead here; a real message's may not.
            await using var workspace = await Workspace.Open(parsed, settings, named, clock, goOn: true, sends: true, ownUrl: named is null ? OwnUrl(parsed.GetValue(urls)!) : null);
            await using var app = Create(workspace, parsed, settings, staff, parsed.GetValue(urls)!, !parsed.GetValue(idle));
            try
            {
                await app.StartAsync(cancellation);
            }
            catch (IOException problem)
            {
                throw new CommandFailure(ExitCode.Environment, $"Cannot listen: {problem.Message}");
            }

            await Console.Error.WriteLineAsync($"Listening on {string.Join(", ", app.Urls)}; events go to POST /events. Ctrl-C stops.");
            if (workspace.Sources.Read().Sources.Count == 0) await Console.Error.WriteLineAsync("No registry is registered, so anybody on this machine may send events; 'proactive sources add' changes that.");
            foreach (var (actor, link) in WebHost.SignInLinks(app)) await Console.Error.WriteLineAsync($"Sign in as {actor.Name} ({actor.Description}), once, within {Sessions.LinkLife.TotalMinutes} minutes: {link}");
            await app.WaitForShutdownAsync(cancellation);
            return ExitCode.Fine;
        });
        return command;
    }

    // Null: the port is not known before the host listens, or the address is not one that a browser could open.
    static Uri? OwnUrl(string[] urls) => Uri.TryCreate(urls[0], UriKind.Absolute, out var own) && own is { IsLoopback: true, Port: > 0 } ? own : null;

    static Microsoft.AspNetCore.Builder.WebApplication Create(Workspace workspace, ParseResult parsed, Settings settings, StaffOptions staff, string[] urls, bool delivers)
    {
        try
        {
            var (entrance, links, problems) = staff.Read(parsed);
            var finishing = workspace.Store is CosmosStore cosmos ? new Finishing(cosmos, workspace.Clock) : null;
            var files = new ReceiptFiles(workspace.Flow, workspace.Clock, Console.Error.WriteLine);
            var secrets = Gateways.Secrets("PROACTIVE_RECEIPTS_SECRET");
            var options = new WebOptions
            {
                PublicUrl = parsed.GetValue(settings.PublicUrl),
                Staff = entrance,
                SignIn = links,
                Telemetry = OtlpTarget.Read(Environment.GetEnvironmentVariable),
                TrustedProxies = staff.Proxies(parsed),
                Receipts = secrets.Count > 0 ? new Receipts(new WebhookSignature(secrets), ReceiptFiles.Readers) : null,
                Sources = workspace.Sources.Read,
                Delivers = delivers,
                Rounds = async cancellation =>
                {
                    if (finishing is not null) await finishing.GoOn(cancellation);
                    await files.Take(workspace.Receipts, cancellation);
                    await workspace.CloseLetters(todays: false, cancellation);
                },
            };
            var parts = new WebParts(
                workspace.Flow, workspace.Rules, new RuleFiles(() => Content.RuleFolder(parsed, settings), new RuleWriter(Settings.Folder(parsed.GetValue(settings.Rules), "rules")).Write),
                workspace.Templates, Content.TemplateFolder(parsed, settings), workspace.Store, workspace.Keys, workspace.Clock);
            if (problems.Concat(WebHost.Problems(options, urls)).ToList() is { Count: > 0 } wrong) throw new CommandFailure(ExitCode.Usage, string.Join('\n', wrong));
            return WebHost.Create(parts, options, urls);
        }
        catch (InvalidDataException problem)
        {
            throw new CommandFailure(ExitCode.Environment, problem.Message);
        }
        catch (ArgumentException problem)
        {
            throw new CommandFailure(ExitCode.Usage, problem.Message);
        }
    }
}
