using Proactive.Testing;
using static Proactive.Hosts.Tests.RegistryEvents;

namespace Proactive.Hosts.Tests;

/// <summary>What citizens prefer, from an import to the channel that is used.</summary>
public sealed class PreferencesTests : IDisposable
{
    const string Header = "id,name,birthDate,language,email,phone,address,digitalPost,channels,optOuts,guardians";

    readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("p-1,,,,,12345678,,,,,", "'phone' is not a number such as +4512345678")]
    [InlineData("p-1,,,,,+45 12 34 56 78,,,,,", "'phone' is not a number such as +4512345678")]
    [InlineData("p-1,,,,,,a;b;c;d;e;f;g,,,,", "'address' has more than 6 lines")]
    [InlineData("p-1,,,,,,,yes,,,", "'digitalPost' must be true, false or empty")]
    [InlineData("p-1,,,,,,,,e-mail,,", "'channels' may name digital-post, email, letter, text-message")]
    [InlineData("p-1,,,,,,,,,,p-1", "'guardians' names the person themself")]
    [InlineData("p-1,,,,a@x.example;b@x.example,,,,,,", "'email' is not one mail address")]
    public async Task A_row_that_cannot_be_used_is_named_and_its_values_are_not(string row, string problem)
    {
        var run = await _cli.ImportCsv(Header, row, "p-2,Nora,1987-05-14,da,nora@example.org,,,,,,");
        Assert.Equal((1, "imported   1\nfailed     1\nerased     0\n"), (run.ExitCode, run.Out));
        Assert.Contains($"persons.csv:2: {problem}", run.Talk, StringComparison.Ordinal);
        Assert.DoesNotContain("12345678,", run.Talk, StringComparison.Ordinal);
        Assert.DoesNotContain("x.example", run.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_optional_has_the_mailboxs_button_where_citizens_can_reach_us()
    {
        await _cli.ImportCsv("id,name,birthDate,language,email", "p-1,Jana Malá,1987-05-14,cs,jana@example.org");
        await _cli.ProactiveReading("""{"specversion":"1.0","id":"m-1","source":"urn:test","type":"cz.cssz.employment-ended.v1","subject":"p-1","data":{"endedOn":"2026-11-08","insurer":"111","insuredMonths":24}}""", "ingest", "-", "--now", "2026-11-09T09:10+01:00");
        await _cli.Proactive("deliver", "--now", "2026-11-09T12:00+01:00", "--public-url", "https://notices.example.org/cz");
        var mail = await File.ReadAllTextAsync(Path.Combine(_cli.Data, "outbox", Assert.Single(_cli.Outbox)));
        Assert.Matches("(?m)^List-Unsubscribe:\\s+<https://notices\\.example\\.org/cz/unsubscribe/[A-Za-z0-9_-]+>\r$", mail);
        Assert.Contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click", mail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--public-url", "http://notices.example.org/"), InlineData("--public-url", "notices.example.org"), InlineData("--sms", "http://gateway.example.org/")]
    public async Task An_address_without_TLS_is_refused(string option, string url)
    {
        var run = await _cli.Proactive("deliver", option, url);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"{option} is an address such as https://example.org/; without TLS it has to be on this machine.", run.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_citizen_is_told_by_the_channel_they_prefer_and_a_child_by_its_guardian()
    {
        await _cli.ImportCsv(
            Header,
            "p-1,Nora Holm,1987-05-14,da,nora@example.org,+4520123456,,,text-message;email,,",
            "p-2,Emma Holm,2014-03-01,da,,,,,,,p-3;p-1",
            "p-3,Jens Holm,1985-03-01,en,jens@example.org,,,,,,",
            "0101904321,Ib Holm,1958-01-20,da,ib@example.org,,,true,,,");
        await _cli.ProactiveReading(Lines([Moved("m-1", "p-1"), Moved("m-2", "p-2"), Moved("m-3", "0101904321")]), "ingest", "-", "--now", "2026-11-09T09:10+01:00");
        await _cli.Proactive("deliver", "--now", "2026-11-09T12:00+01:00");
        Assert.Equal(["digital-post", "email", "text-message"], (await _cli.List("log")).Select(l => l["channel"]).Order());

        var outbox = Path.Combine(_cli.Data, "outbox");
        Assert.Contains("To: +4520123456", await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(outbox, "*.txt"))), StringComparison.Ordinal);
        var mail = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(outbox, "*.eml")));
        Assert.Contains("To: jens@example.org", mail, StringComparison.Ordinal);
        Assert.Contains("This message is about Emma Holm. You get it as guardian.", mail.Replace("=\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("0101904321", await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(Path.Combine(outbox, "digital-post"), "*.xml", SearchOption.AllDirectories))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_is_kept_of_them_is_shown_exported_and_erased()
    {
        await _cli.ImportCsv(Header, "p-1,Nora Holm,1987-05-14,da,,+4520123456,Hemvej 7;5000 Odense,,text-message,,");
        await _cli.ProactiveReading(Lines([Moved("m-1", "p-1")]), "ingest", "-", "--now", "2026-11-09T09:10+01:00");
        await _cli.Proactive("deliver", "--now", "2026-11-09T12:00+01:00");
        var show = (await _cli.Proactive("citizens", "show", "p-1")).Out;
        Assert.Contains("phone         +4520123456", show, StringComparison.Ordinal);
        Assert.Contains("address       Hemvej 7, 5000 Odense", show, StringComparison.Ordinal);
        var export = (await _cli.Proactive("citizens", "export", "p-1")).Out;
        Assert.Contains("\"saidNoTo\": []", export, StringComparison.Ordinal);
        Assert.Contains("\"addressesInDoubt\": []", export, StringComparison.Ordinal);
        Assert.Contains("Hemvej 7", export, StringComparison.Ordinal);

        Assert.Single(Directory.GetFiles(Path.Combine(_cli.Data, "outbox"), "*.txt"));
        File.Delete(Path.Combine(_cli.Data, "persons.csv"));
        var erase = await _cli.Proactive("citizens", "erase", "p-1", "--yes");
        Assert.True(erase.ExitCode == 0, erase.Out + erase.Talk);
        Assert.Contains("the phone number, the address", erase.Out, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(_cli.Data, "outbox"), "*.txt"));
    }
}
