using System.CommandLine;
using System.Runtime.CompilerServices;
using Proactive.Cli.Output;
using Proactive.Engine;
using Proactive.Engine.Notices;
using Proactive.Engine.Storage;

namespace Proactive.Cli.Commands;

/// <summary><c>proactive notices resend</c>: has dead notices sent again, with a reason for the delivery log; a dry run first.</summary>
sealed class ResendCommand
{
    const int LongestReason = 200;

    readonly Argument<string[]> _references = new("reference") { Description = "Which; or --all-failed", Arity = ArgumentArity.ZeroOrMore };
    readonly Option<bool> _allFailed = new("--all-failed") { Description = "Every notice whose state is failed" };
    readonly Option<string> _reason = new("--reason") { Description = "Why, for the delivery log; nothing personal", Required = true };
    readonly PaceOptions _pace = new();
    readonly Listing _listing = new();

    public static Command Create(Settings settings)
    {
        var resend = new ResendCommand();
        var command = new Command("resend", "Have notices sent again with all their channels and tries; without --yes it only lists them")
        {
            resend._references, resend._allFailed, resend._reason, resend._listing.Format,
        };
        resend._pace.AddTo(command);
        command.SetAction((parsed, cancellation) => resend.Run(parsed, settings, cancellation));
        return command;
    }

    async Task<int> Run(ParseResult parsed, Settings settings, CancellationToken cancellation)
    {
        var (references, limit) = (parsed.GetValue(_references)!, _pace.Limit(parsed));
        if (parsed.GetValue(_allFailed) == references.Length > 0) throw new CommandFailure(ExitCode.Usage, "Say which notices: their references, or --all-failed.");
        var reason = parsed.GetValue(_reason)!.Trim();
        if (reason.Length is 0 or > LongestReason || reason.Any(char.IsControl))
            throw new CommandFailure(ExitCode.Usage, $"--reason is a sentence of at most {LongestReason} characters, in one line.");
        var isMeant = _pace.IsMeant(parsed);

        await using var workspace = await Workspace.Open(parsed, settings);
        var found = references.Length > 0 ? Named(workspace.Store, references, cancellation) : DeadNotices.Find(workspace.Store, [NoticeState.Failed], cancellation);
        var dead = await found.Take(limit + 1).ToListAsync(cancellation);
        var more = dead.Count > limit;
        if (more) dead = dead[..limit];
        if (isMeant) await Resend(workspace, dead, reason, _pace.PerSecond(parsed), cancellation);
        else await List(parsed, dead);
        if (more) await Console.Error.WriteLineAsync($"There are more than the limit of {limit}; run it again for the next, or say --limit.");
        return ExitCode.Fine;
    }

    async Task List(ParseResult parsed, List<DeadNotice> dead)
    {
        await _listing.Print(parsed, NoticesCommand.Columns, dead.ToAsyncEnumerable().Select(NoticesCommand.Row));
        await Console.Error.WriteLineAsync($"A dry run: nothing was changed. Say --yes to have {Format.Count(dead.Count, "notice")} sent again.");
    }

    static async Task Resend(Workspace workspace, List<DeadNotice> dead, string reason, int perSecond, CancellationToken cancellation)
    {
        var (pace, again) = (new Pace(perSecond, workspace.Clock), 0);
        try
        {
            foreach (var (line, notice) in dead)
            {
                await pace.Wait(1, cancellation);
                await Audit.NoticeResent(workspace.Store, notice.Id, reason);
                if (await workspace.Flow.Resend(line.Citizen, notice.Id, reason, CancellationToken.None)) again++;
            }
        }
        finally
        {
            await Console.Out.WriteLineAsync($"planned again  {again}");
        }

        await Console.Error.WriteLineAsync("They are sent by the next 'proactive deliver' or 'proactive serve', within office hours.");
    }

    static async IAsyncEnumerable<DeadNotice> Named(IStore store, string[] references, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var reference in references.Distinct())
        {
            var lines = await DeadNotices.LinesOf(store, reference, cancellation);
            var (_, notice) = await DeadNotices.Load(store, lines[^1], cancellation);
            if (notice is null) throw new CommandFailure(ExitCode.Problems, $"{reference} cannot be sent again: its citizen was erased.");
            if (!notice.State.IsDead()) throw new CommandFailure(ExitCode.Problems, $"{reference} is not sent again: it is {Format.Words(notice.State)}. Only those that are {string.Join(", ", DeadNotices.States.Select(s => Format.Words(s)))} can be.");
            yield return new DeadNotice(lines.Last(l => l.State == notice.State), notice);
        }
    }
}
