using System.CommandLine;
using Proactive.Cli.Data;
using Proactive.Cli.Output;
using Proactive.Engine.Oversight;
using Proactive.Engine.Storage;

namespace Proactive.Cli.Commands;

/// <summary><c>proactive audit list|verify</c>: what people did, and whether the log that says so is as it was written.</summary>
static class AuditCommand
{
    static readonly string[] Columns = ["number", "time", "who", "role", "what", "subject", "why"];

    public static Command Create(Settings settings) => new("audit", "What people did, and whether the log that says so is as it was written") { CreateList(settings), CreateVerify(settings) };

    static Command CreateList(Settings settings)
    {
        var listing = new Listing();
        var what = new Option<string?>("--what") { Description = "Only this act, e.g. notice-resent" };
        var subject = new Option<string?>("--subject") { Description = "Only what was done to this: a notice's id, a citizen key, a rejected event's id" };
        var who = new Option<string?>("--who") { Description = "Only what this person did, e.g. 'command line (anna)'" };
        var since = Settings.TimeOption("--since", "Only from this time on");
        var list = new Command("list", "Show the audit log, oldest first") { what, subject, who, since, listing.Format };
        list.SetAction(async (parsed, cancellation) =>
        {
            await using var store = await DataFolder.Of(parsed, settings).OpenStoreToRead();
            var query = new AuditQuery(parsed.GetValue(what), parsed.GetValue(subject), parsed.GetValue(who), parsed.GetValue(since));
            // Hashes are for programs.
            var hashes = parsed.GetValue(listing.Format) != "table";
            var rows = store.ReadAudit(query, cancellation).Select(line => hashes ? [.. Row(line), line.Hash] : Row(line));
            var count = await listing.Print(parsed, hashes ? [.. Columns, "hash"] : Columns, rows);
            if (count == 0) await Console.Error.WriteLineAsync("The audit log has no such line.");
            return ExitCode.Fine;
        });
        return list;
    }

    static IReadOnlyList<string> Row(AuditLine line) =>
    [
        $"{line.Number}", $"{line.Entry.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z", line.Entry.Who, line.Entry.Role, line.Entry.What, line.Entry.Subject ?? "", line.Entry.Why ?? "",
    ];

    static Command CreateVerify(Settings settings)
    {
        var head = new Option<string?>("--head") { Description = "Also check that this hash, which an earlier verify has printed, is still in the log" };
        var verify = new Command("verify", "Check that no line was changed, put in or taken out; exit code 1 if one was. Note the head it prints where nobody can change it") { head };
        verify.SetAction((parsed, cancellation) => Verify(parsed, settings, parsed.GetValue(head), cancellation));
        return verify;
    }

    static async Task<int> Verify(ParseResult parsed, Settings settings, string? head, CancellationToken cancellation)
    {
        if (head is not null && (head.Length != AuditChain.Beginning.Length || !head.All(char.IsAsciiHexDigitLower)))
            throw new CommandFailure(ExitCode.Usage, "--head is a hash as 'audit verify' prints it: 64 digits, 0 to 9 and a to f.");
        await using var store = await DataFolder.Of(parsed, settings).OpenStoreToRead();
        var check = await store.VerifyAudit(cancellation);
        await Console.Out.WriteLineAsync($"lines  {check.Lines}\nhead   {check.Head}");
        if (check.FirstBad is { } bad)
        {
            await Console.Error.WriteLineAsync($"The audit log is broken at line {bad}: it was changed, put in or taken out, or what came before it was. The lines before it are as they were written.");
            return ExitCode.Problems;
        }

        if (head is null) return ExitCode.Fine;
        if (await NumberOf(store, head, cancellation) is not { } number)
        {
            await Console.Error.WriteLineAsync("The hash that was noted is not in the audit log: an older copy of it was put in place, or the hash is of another store.");
            return ExitCode.Problems;
        }

        await Console.Error.WriteLineAsync(number == 0 ? "The hash that was noted is the beginning of the audit log." : $"The hash that was noted is that of line {number}.");
        return ExitCode.Fine;
    }

    static async Task<long?> NumberOf(IStore store, string hash, CancellationToken cancellation) => hash == AuditChain.Beginning
        ? 0 : (await store.ReadAudit(new AuditQuery(), cancellation).FirstOrDefaultAsync(l => l.Hash == hash, cancellation))?.Number;
}
