using Proactive.Engine.Rehearsal;
using Proactive.Engine.Rules;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Rendering;

/// <summary>What a content designer is told about each mistake.</summary>
public sealed class BrokenTemplateTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    static readonly string Broken = Path.Combine(Repository.Root, "tests", "Proactive.Engine.Tests", "Rendering", "Broken");

    static IReadOnlyList<Problem> Problems(ContentFolder templates, ContentFolder? rules = null)
    {
        rules ??= TemplateFolders.Rules();
        return TemplateCheck.Run(templates, RuleFolders.Book(rules), rules, Now).Problems;
    }

    static void Matches(IReadOnlyList<Problem> problems, string name)
    {
        Assert.NotEmpty(problems);
        Snapshot.Matches(string.Join("\n\n", problems) + "\n", Path.Combine(Broken, name));
    }

    [Fact]
    public void Right_templates_have_no_problems() => Assert.Empty(Problems(TemplateFolders.With()));

    [Fact]
    public void The_templates_of_the_project_have_none_with_any_of_its_life_events()
    {
        var shipped = ContentFolder.Read(Path.Combine(Repository.Root, "templates"), ".md", ".txt", ".yaml", ".html");
        var result = TemplateCheck.Run(shipped, Repository.RuleBook, Repository.RuleFolder, Now);
        Assert.Equal("", string.Join("\n\n", result.Problems));
        Assert.True(result.Rendered > 20 * Repository.RuleBook.Guides.Count);
    }

    public static TheoryData<string> BrokenFiles => [.. Directory.GetFiles(Broken).Select(f => Path.GetFileName(f)).Where(f => !f.EndsWith(".txt", StringComparison.Ordinal)).Order()];

    /// <summary>Each file of the folder takes the place its name says, e.g. <c>en.partials-item.flaw</c>; what is printed stands beside it.</summary>
    [Theory, MemberData(nameof(BrokenFiles))]
    public void Each_broken_template_is_answered_with_exactly_these_words(string file)
    {
        var (parts, name) = (file.Split('.'), string.Join('.', file.Split('.')[..3]));
        var path = $"{parts[0]}/{parts[1].Replace('-', '/')}{(parts[1] == "words" ? ".yaml" : ".sbn.md")}";
        Matches(Problems(TemplateFolders.With((path, File.ReadAllText(Path.Combine(Broken, file))))), name);
    }

    [Fact]
    public void A_language_that_a_country_writes_and_nobody_has_translated_is_named_with_who_needs_it()
    {
        // English stands where a text is read in any language; it is the German words that are missing.
        var rules = TemplateFolders.Rules(languages: "en, de");
        var texts = rules.Texts.ToDictionary(t => t.Key, t => t.Value.Replace("cs:", "de:", StringComparison.Ordinal).Replace("Musterland", "x", StringComparison.Ordinal));
        texts["xx/country.yaml"] = texts["xx/country.yaml"].Replace(", de: x", "", StringComparison.Ordinal);
        Matches(Problems(TemplateFolders.With(), new ContentFolder("rules", texts)), "missing-language");
    }

    [Fact]
    public void What_an_agency_wrote_is_named_in_the_agencys_file()
    {
        var steps = TemplateFolders.StepsWith("en: Report it here", "en: Click here").Replace("da: Du flyttede til", "da: \"Du flyttede  til\"", StringComparison.Ordinal)
            .Replace("\"Du flyttede  til\" en anden kommune.", "\"Du flyttede  til en anden kommune.\"", StringComparison.Ordinal);
        var templates = TemplateFolders.With();
        var withLinks = new ContentFolder("templates", templates.Texts.ToDictionary(t => t.Key, t => t.Key.EndsWith("/item.sbn.md", StringComparison.Ordinal)
            ? t.Value + "{{~ if step.hasAction ~}}\n   - [{{ step.label }}](<{{ step.url }}>)\n{{~ end ~}}\n" : t.Value));
        Matches(Problems(withLinks, TemplateFolders.Rules(steps)), "what-an-agency-wrote");
    }

    [Fact]
    public void Rules_that_are_hard_to_read_are_a_warning_at_the_sentence_that_weighs_most()
    {
        const string Hard = "Notwithstanding previously communicated determinations, municipal authorities administratively terminate registrations. Immediately afterwards representatives independently investigate documentation. Consequently applicants";
        var steps = TemplateFolders.StepsWith("You moved to another municipality.", $"\"{Hard} reconsider everything.\"");
        Matches(Problems(TemplateFolders.With(), TemplateFolders.Rules(steps)), "rules-too-hard");
    }

    [Fact]
    public void A_mistake_in_a_partial_that_many_templates_share_is_said_once()
    {
        var reach = "{{~ include 'your-list' ~}}\n\n## Questions\n\nGive the reference {{ reference }} . You may object.\n";
        Assert.Equal("templates/en/partials/reach.sbn.md:5:35", Assert.Single(Problems(TemplateFolders.With(("en/partials/reach.sbn.md", reach)))) is var p ? $"{p.File}:{p.Line}:{p.Column}" : "");
    }
}
