using Proactive.Engine.Citizens;
using Proactive.Engine.Rendering;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Rendering;

/// <summary>What citizens read, compared with reviewed text; and what no name may do to it.</summary>
public sealed class MessageTests
{
    const string MoveWithEverything = """{"movedOn":"2026-11-07","from":{"municipality":"0751"},"to":{"municipality":"0461"},"movesInWithSomeone":true,"doctorKm":142.5,"household":[{"id":"p-9","birthDate":"2018-06-01","fromOtherParent":true}]}""";

    static async Task<Message> Start(Person citizen, string type = "dk.cpr.person-moved.v1", string data = MoveWithEverything, string zone = "Europe/Copenhagen")
    {
        var scenario = await Scenario.Begin("2026-11-09T10:00", citizen, zone: zone);
        await scenario.Hears(type, data);
        await scenario.Until("2026-11-09T12:00");
        return Assert.Single(scenario.Email.Messages);
    }

    [Theory]
    [InlineData("da"), InlineData("en")]
    public async Task A_Danish_move_reads_well_as_plain_text(string language) =>
        Snapshot.Matches((await Start(Scenario.Adult(language))).Text, $"{nameof(A_Danish_move_reads_well_as_plain_text)}.{language}");

    [Theory]
    [InlineData("cs"), InlineData("en")]
    public async Task A_Czech_job_loss_reads_well_as_plain_text(string language)
    {
        var message = await Start(Scenario.Adult(language), "cz.cssz.employment-ended.v1", """{"endedOn":"2026-11-08","insurer":"111","insuredMonths":24}""", "Europe/Prague");
        Snapshot.Matches(message.Text, $"{nameof(A_Czech_job_loss_reads_well_as_plain_text)}.{language}");
    }

    [Fact]
    public async Task The_same_words_come_as_a_whole_accessible_page()
    {
        var html = (await Start(Scenario.Adult("en"))).Html;
        Snapshot.Matches(html, nameof(The_same_words_come_as_a_whole_accessible_page));
        Assert.Contains("<html lang=\"en\" dir=\"ltr\">", html, StringComparison.Ordinal);
        Assert.Equal(2, html.Split("<h1 ").Length);
        Assert.Contains("<ol ", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_language_the_country_does_not_write_becomes_the_official_one() => Assert.Equal("da", (await Start(Scenario.Adult("cs"))).Locale);

    public static TheoryData<string, string> HostileNames => new()
    {
        { "Anna\r\nBcc: everybody@example.org", "Anna  Bcc: everybody@example.org" },
        { "<script>alert(1)</script>", "<script>alert(1)</script>" },
        { "[click](https://evil.example)", "[click](https://evil.example)" },
        { "# Heading **bold** `code`", "# Heading **bold** `code`" },
        { "{{ citizen.name }}{{ end }}", "{{ citizen.name }}{{ end }}" },
        { "Anna\u202Eevil\u202C\u200B", "Annaevil" },
        { "O'Neill & Søn \\* 1. x_y_z ~~a~~", "O'Neill & Søn \\* 1. x_y_z ~~a~~" },
        { "Þórður Łukasz Žluťoučký 😀", "Þórður Łukasz Žluťoučký 😀" },
    };

    [Theory, MemberData(nameof(HostileNames))]
    public async Task A_name_is_only_ever_a_name(string name, string shown)
    {
        var plain = await Start(Scenario.Adult("en") with { Name = "Anna" });
        var message = await Start(Scenario.Adult("en") with { Name = name });
        Assert.Contains($"Dear {string.Join(' ', shown.Split(' ', StringSplitOptions.RemoveEmptyEntries))},", message.Text, StringComparison.Ordinal);
        Assert.Contains($">Dear {shown},</p>", System.Net.WebUtility.HtmlDecode(message.Html), StringComparison.Ordinal);
        Assert.Equal(plain.Subject, message.Subject);
        Assert.Equal(plain.Html.Split('<').Length, message.Html.Split('<').Length);
    }

    [Fact]
    public async Task A_discreet_life_event_names_no_agency_in_its_heading()
    {
        foreach (var guide in new[] { "dk/divorce", "dk/death", "cz/divorce", "cz/death", "uk/death" }) Assert.True(Repository.RuleBook.Guide(guide)!.Discreet);
        var files = RuleFolders.WithLifeEvent("channels: [email]", "channels: [email]\ndiscreet: true");
        var scenario = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult("en"), RuleFolders.Book(files), files: files);
        await scenario.Hears("x.moved.v1", """{"movedOn":"2026-11-07","from":{"municipality":"1"},"to":{"municipality":"2"}}""");
        await scenario.Until("2026-11-10T12:00");
        Assert.Equal(["You have moved: 1 thing to do, by 12 November", "You have moved: remember 1 thing, by 12 November"], scenario.Email.Messages.Select(m => m.Subject));
        Assert.Contains("Contact: The town hall", scenario.Email.Messages[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_name_nobody_is_called_empty()
    {
        var message = await Start(Scenario.Adult("en") with { Name = null });
        Assert.Contains("Hello,", message.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Dear", message.Text, StringComparison.Ordinal);
    }
}
