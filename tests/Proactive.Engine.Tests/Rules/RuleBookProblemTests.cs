using Proactive.Engine.Rules;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Rules;

public sealed class RuleBookProblemTests
{
    static string Problems(ContentFolder folder) => string.Join("\n", RuleBook.Read(folder).Problems);

    [Fact]
    public void A_right_folder_has_no_problems() => Assert.Equal("", Problems(RuleFolders.With(("xx/moving/tests.yaml", "[]"))));

    static readonly string Broken = Path.Combine(Repository.Root, "tests", "Proactive.Engine.Tests", "Rules", "Broken");

    public static TheoryData<string> BrokenFiles => [.. Directory.GetFiles(Broken, "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)).Order()];

    /// <summary>Each file of the folder takes the place of the town's steps, or of the life event if its name says so; what is printed stands beside it.</summary>
    [Theory, MemberData(nameof(BrokenFiles))]
    public void Each_broken_file_is_answered_with_exactly_these_words(string name)
    {
        var path = name.StartsWith("life-event-", StringComparison.Ordinal) ? "xx/moving/life-event.yaml" : "xx/moving/town.yaml";
        var folder = RuleFolders.With((path, File.ReadAllText(Path.Combine(Broken, $"{name}.yaml"))), ("xx/moving/tests.yaml", "[]"));
        var problems = RuleBook.Check(folder, new DateOnly(2026, 11, 21)).Problems;
        Assert.NotEmpty(problems);
        Snapshot.Matches(string.Join("\n\n", problems) + "\n", Path.Combine(Broken, name));
    }

    [Fact]
    public void Whatever_a_file_holds_it_has_problems_and_throws_nothing()
    {
        const int Seed = 20261121;
        var random = new Random(Seed);
        const string Marks = "[]{}:,-#&*!|>'\"%@`?\t \n\u00e6";
        for (var round = 0; round < 2000; round++)
        {
            var text = new System.Text.StringBuilder(RuleFolders.Town);
            for (var changes = random.Next(1, 6); changes > 0; changes--) text[random.Next(text.Length)] = Marks[random.Next(Marks.Length)];
            text.Length = random.Next(1, text.Length);
            Assert.True(Record.Exception(() => RuleBook.Read(RuleFolders.With(("xx/moving/town.yaml", text.ToString())))) is null, $"seed {Seed}, round {round}: {text}");
        }
    }

    [Fact]
    public void All_problems_are_found_in_one_run()
    {
        var folder = RuleFolders.With(("xx/moving/town.yaml", RuleFolders.Town.Replace("title", "titel", StringComparison.Ordinal).Replace("data.from", "data.form", StringComparison.Ordinal)), ("xx/stray.yaml", "a: b"));
        Assert.Equal(["rules/xx/moving/town.yaml:3", "rules/xx/moving/town.yaml:4", "rules/xx/moving/town.yaml:5", "rules/xx/stray.yaml:0"], RuleBook.Read(folder).Problems.Where(p => !p.IsWarning).Select(p => $"{p.File}:{p.Line}"));
    }

    [Fact]
    public void Words_that_YAML_would_turn_into_values_stay_words()
    {
        var book = RuleFolders.Book(RuleFolders.WithTown("{ en: Report your move }", "{ en: no }"));
        Assert.Equal("no", book.Guide("xx/moving")!.Steps[0].Title.In("en"));
    }

    [Fact]
    public void A_file_nested_without_end_is_refused() =>
        Assert.Contains("nested deeper than", Problems(RuleFolders.With(("xx/moving/town.yaml", new string('[', 5000)))), StringComparison.Ordinal);

    [Fact]
    public void The_same_content_has_the_same_hash_and_other_content_another()
    {
        Assert.Equal(RuleFolders.With().Hash, RuleFolders.With().Hash);
        Assert.NotEqual(RuleFolders.With().Hash, RuleFolders.WithTown("days(5)", "days(6)").Hash);
    }
}
