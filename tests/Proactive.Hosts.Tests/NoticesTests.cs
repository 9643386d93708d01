using System.Text.RegularExpressions;
using Proactive.Testing;
using static Proactive.Hosts.Tests.RegistryEvents;

namespace Proactive.Hosts.Tests;

/// <summary>Notices that did not reach their citizen: found, looked at, sent again.</summary>
public sealed class NoticesTests : IDisposable
{
    const string Now = "2026-11-09T09:10+01:00";
    const string Noon = "2026-11-09T12:00+01:00";

    readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    // Few relays take an address whose local part is not ASCII, so the mail channel gives up on it.
    async Task<string> Fail()
    {
        await _cli.ImportCsv("id,birthDate,language,email", "p-1,1987-05-14,da,bø@example.org", "p-2,1987-05-14,da,p-2@example.org");
        await _cli.ProactiveReading(Lines([Moved("m-1", "p-1"), Moved("m-2", "p-2")]), "ingest", "-", "--now", Now);
        await _cli.Proactive("deliver", "--now", Noon);
        var failed = Assert.Single(await _cli.List("notices", "list"));
        Assert.Equal(("dk/moving", "start", "failed", "no-channel-left", "2026-11-09 11:00Z"), (failed["life event"], failed["kind"], failed["state"], failed["reason"], failed["time"]));
        return failed["notice"];
    }

    [Fact]
    public async Task A_failed_one_is_shown_with_its_tries_and_sent_again_with_a_reason()
    {
        var reference = await Fail();
        Assert.Empty(await _cli.List("notices", "list", "--state", "expired"));
        var dry = await _cli.Proactive("notices", "resend", reference, "--reason", "address mended");
        Assert.Equal(0, dry.ExitCode);
        Assert.Contains("A dry run: nothing was changed. Say --yes to have 1 notice sent again.", dry.Talk, StringComparison.Ordinal);
        Assert.Single(await _cli.List("notices", "list"));

        await _cli.Know("p-1");
        var resend = await _cli.Proactive("notices", "resend", reference, "--reason", "address mended", "--yes", "--now", "2026-11-09T12:30+01:00");
        Assert.Equal((0, "planned again  1\n"), (resend.ExitCode, resend.Out));
        await _cli.Proactive("deliver", "--now", "2026-11-09T12:31+01:00");
        Assert.Equal(2, _cli.Outbox.Count);
        Assert.Empty(await _cli.List("notices", "list"));

        var show = await _cli.Proactive("notices", "show", reference.ToLowerInvariant());
        Snapshot.Matches(Regex.Replace(show.Talk + show.Out, "[0-9a-f]{32}", "ID").Replace(reference, "REFERENCE", StringComparison.Ordinal).Replace(" \n", "\n", StringComparison.Ordinal), "Notice");
        var again = await _cli.Proactive("notices", "resend", reference, "--reason", "once more", "--yes");
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("is not sent again: it is sent.", again.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_failed_are_sent_again()
    {
        await Fail();
        await _cli.Know("p-1");
        Assert.Equal("planned again  1\n", (await _cli.Proactive("notices", "resend", "--all-failed", "--reason", "addresses mended", "--yes", "--now", Noon)).Out);
        await _cli.Proactive("deliver", "--now", Noon);
        Assert.Equal(2, _cli.Outbox.Count);
    }

    [Theory]
    [InlineData(2, "Say which notices: their references, or --all-failed.", "resend", "--reason", "x")]
    [InlineData(2, "Option '--reason' is required.", "resend", "--all-failed")]
    [InlineData(2, "--reason is a sentence of at most 200 characters, in one line.", "resend", "--all-failed", "--reason", "one\ntwo")]
    [InlineData(2, "'soon' is no reference", "show", "soon")]
    [InlineData(1, "The delivery log knows no notice 1234-ABCD.", "show", "1234-ABCD")]
    [InlineData(2, "Argument 'sent' not recognized", "list", "--state", "sent")]
    public async Task A_wrong_command_line_is_answered_with_a_sentence_and_its_exit_code(int exitCode, string sentence, params string[] arguments)
    {
        await _cli.Know("p-1");
        var run = await _cli.Proactive(["notices", .. arguments]);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(sentence, run.Talk, StringComparison.Ordinal);
    }
}
