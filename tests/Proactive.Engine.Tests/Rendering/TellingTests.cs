using System.Text.RegularExpressions;
using Proactive.Engine.Journeys;
using Proactive.Engine.Notices;
using Proactive.Engine.Rendering;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Rendering;

/// <summary>What a message tells, and of whom. How it reads is in the snapshots of <see cref="TemplateEngineCompliance"/>.</summary>
public sealed partial class TellingTests
{
    [Fact]
    public async Task Where_it_is_not_known_what_was_told_nothing_is_said_of_changes()
    {
        var part = await Tellings.CorrectedMove();
        foreach (var before in new[] { null, part.Before! with { Told = null } })
            Assert.DoesNotContain("changed\n---", Tellings.Rendered(Tellings.To("en", part with { Before = before })).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_been_done_is_no_change()
    {
        var part = await Tellings.CorrectedMove();
        var told = part.Journey.Steps.Where(s => s.State.IsOpen()).Select(s => new ToldStep(s.Id, s.Opens, s.Due)).ToList();
        var journey = part.Journey.Change(part.Journey.Steps.First(s => s.Id == "report-address").Done(Tellings.Now));
        var message = Tellings.Rendered(Tellings.To("en", part with { Journey = journey, Before = part.Before! with { Told = [.. told] } }));
        Assert.DoesNotContain("What has changed", message.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(message.Steps, s => s.Id == "report-address");
    }

    [Fact]
    public async Task The_steps_of_a_message_are_in_the_order_of_its_page_and_say_the_same()
    {
        var message = Tellings.Rendered(Tellings.To("en", await Tellings.Move()));
        Assert.Equal(["host-declaration", "report-child-move", "name-on-mailbox", "report-address", "new-health-card"], message.Steps.Select(s => s.Id));
        var report = message.Steps[3];
        Assert.Equal((new DateOnly(2026, 10, 10), new DateOnly(2026, 11, 12), false, "Your municipality"), (report.Opens, report.Due, report.Automatic, report.Agency));
        Assert.StartsWith("https://www.borger.dk/", report.Action!.AbsoluteUri, StringComparison.Ordinal);
        Assert.True(message.Steps[^1].Automatic);
        Assert.Equal(["MitID, the Danish digital ID", "A host declaration, if you are moving in with someone"], report.Bring);
        var places = message.Steps.Select(s => message.Text.IndexOf(s.Title, StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(-1, places);
    }

    [Fact]
    public async Task Every_step_of_several_life_events_has_an_id_of_its_own()
    {
        var steps = Tellings.Rendered(Tellings.To("en", await Tellings.Move(), await Tellings.JobLoss(), await Tellings.Move())).Steps;
        Assert.Equal(17, steps.Count);
        Assert.Equal(12, steps.DistinctBy(s => s.Id).Count());
    }

    [Fact]
    public async Task A_step_has_the_same_key_in_whatever_message_tells_it_and_no_other_step_has_it()
    {
        var (move, jobLoss) = (await Tellings.Move(), await Tellings.JobLoss());
        var together = Tellings.Rendered(Tellings.To("en", jobLoss, move)).Steps.Select(s => s.Key).ToList();
        Assert.Equal(together.Count, together.Distinct().Count());
        Assert.Subset(together.ToHashSet(), Tellings.Rendered(Tellings.To("da", move)).Steps.Select(s => s.Key).ToHashSet());
    }

    [Fact]
    public async Task However_many_life_events_there_is_one_first_heading_and_no_level_is_left_out()
    {
        var one = await Tellings.CorrectedMove();
        var several = Tellings.Rendered(Tellings.To("en", one, await Tellings.JobLoss())).Html;
        Assert.Equal(["1", "2", "3"], Levels(several).Distinct());
        foreach (var levels in new[] { Levels(several), Levels(Tellings.Rendered(Tellings.To("en", one)).Html) })
        {
            Assert.Single(levels, "1");
            Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second[0] - pair.First[0] <= 1, $"h{pair.First} is followed by h{pair.Second}"));
        }

        static List<string> Levels(string html) => [.. Heading().Matches(html).Select(m => m.Groups[1].Value)];
    }

    [Theory, InlineData("da"), InlineData("en"), InlineData("cs")]
    public async Task A_guardian_reads_whom_the_message_is_about(string language)
    {
        var telling = Tellings.To(language, language == "cs" ? await Tellings.CzechJobLoss() : await Tellings.Move()) with { Subject = Tellings.Child };
        var message = Tellings.Rendered(telling);
        Assert.DoesNotContain("Emil", message.Subject, StringComparison.Ordinal);
        Assert.Contains("Anna Sørensen", message.Text, StringComparison.Ordinal);
        // The beginning is what differs; the steps are those of every other message.
        Snapshot.Matches(string.Join('\n', message.Text.Split('\n').Take(10)) + "\n", $"{nameof(A_guardian_reads_whom_the_message_is_about)}.{language}");
        Assert.DoesNotContain("guardian", Tellings.Rendered(telling with { Subject = telling.Reader }).Text, StringComparison.Ordinal);
    }

    [Theory, InlineData("da"), InlineData("en"), InlineData("cs")]
    public async Task Who_may_say_no_is_told_how(string language)
    {
        var optional = Tellings.To(language, language == "cs" ? await Tellings.CzechJobLoss() : await Tellings.JobLoss());
        var link = new Uri("https://example.org/no?t=a_b");
        Snapshot.Matches($"{About(optional with { Unsubscribe = link })}\n\n{About(optional)}\n", $"{nameof(Who_may_say_no_is_told_how)}.{language}");
        Assert.Equal(link, Tellings.Rendered(optional with { Unsubscribe = link }).Unsubscribe);

        static string About(Telling telling) => string.Join("\n\n", Tellings.Rendered(telling).Text.Split("\n\n").SkipWhile(p => !AboutHeading().IsMatch(p)).Take(4));
    }

    [Theory, InlineData("da"), InlineData("en"), InlineData("cs")]
    public async Task A_link_to_the_readers_own_list_says_what_it_is_good_for(string language)
    {
        var telling = Tellings.To(language, language == "cs" ? await Tellings.CzechJobLoss() : await Tellings.Move()) with { Guide = new Uri("https://example.org/guide/a_b-c*d") };
        Snapshot.Matches($"{List(telling)}\n\n{List(telling with { Subject = Tellings.Child })}\n", $"{nameof(A_link_to_the_readers_own_list_says_what_it_is_good_for)}.{language}");
        Assert.Contains("href=\"https://example.org/guide/a_b-c*d\"", Tellings.Rendered(telling).Html, StringComparison.Ordinal);
        // A letter has a code at its end, and words of its own beside it.
        Assert.DoesNotContain("example.org/guide", Tellings.Rendered(telling with { Channel = "letter" }).Text, StringComparison.Ordinal);
        Assert.Equal(telling.Guide, Tellings.Rendered(telling with { Channel = "letter" }).Guide);

        static string List(Telling telling) => string.Join("\n\n", Tellings.Rendered(telling).Text.Split("\n\n").Reverse().SkipWhile(p => !p.Contains("example.org/guide", StringComparison.Ordinal)).Take(2).Reverse());
    }

    [Fact]
    public async Task A_mandatory_life_event_offers_no_way_out() =>
        Assert.DoesNotContain("You decide", Tellings.Rendered(Tellings.To("en", await Tellings.Move())).Text, StringComparison.Ordinal);

    [Fact]
    public async Task A_template_that_fails_fails_its_own_messages_and_is_named()
    {
        var texts = ContentFolder.Read(Path.Combine(Repository.Root, "templates"), ".md", ".txt", ".yaml", ".html").Texts.ToDictionary();
        texts["en/start.sbn.md"] = $"# {{{{ guide.title }}}}\n\n{{{{ for step in steps }}}}{new string('x', 100_000)}{{{{ end }}}}\n";
        var templates = TemplateSet.Read(new ContentFolder("templates", texts)).Templates!;
        var part = await Tellings.Move();
        Assert.Equal(new Rendered(null, "templates/en/start.sbn.md:3:24: the text is longer than 200000 characters"), templates.Render(Tellings.To("en", part), Tellings.Now));
        Assert.NotNull(templates.Render(Tellings.To("da", part), Tellings.Now).Message);
    }

    [Fact]
    public async Task A_step_that_the_rule_book_does_not_know_fails_the_message_and_is_named()
    {
        var part = await Tellings.Move();
        var journey = part.Journey with { Steps = [.. part.Journey.Steps, part.Journey.Steps[0] with { Id = "gone" }] };
        var telling = Tellings.To("en", part with { Journey = journey, Notice = part.Notice with { Steps = [.. part.Notice.Steps, "gone"] } });
        Assert.Equal("dk/moving: the rule book has no step 'gone' that was valid on 2026-11-07", Repository.Templates.Render(telling, Tellings.Now).Failure);
    }

    [GeneratedRegex("<h([1-6])")]
    private static partial Regex Heading();

    [GeneratedRegex("^(Derfor får|Why you get|Proč vám)")]
    private static partial Regex AboutHeading();
}
