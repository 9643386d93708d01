using Proactive.Engine.Rules;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Rules;

public sealed class RuleBookProblemTests
{
    static string Problems(ContentFolder folder) => string.Join("\n", RuleBook.Read(folder).Problems);

    [Fact]
    public void A_right_folder_has_no_problems() => Assert.Equal("", Problems(RuleFolders.With()));

    [Fact]
    public void A_misspelt_field_is_shown_under_its_place_with_what_was_meant() => Assert.Equal("""
        rules/xx/moving/town.yaml:5:16: 'data' has no field 'form'. Did you mean 'from'?
            5 |     when: data.form.municipality != data.to.municipality
              |                ^
        """, Problems(RuleFolders.WithTown("data.from.municipality", "data.form.municipality")), ignoreLineEndingDifferences: true);

    [Fact]
    public void A_place_inside_a_quoted_expression_is_found() => Assert.Equal("""
        rules/xx/moving/town.yaml:5:17: 'data' has no field 'form'. Did you mean 'from'?
            5 |     when: "data.form.municipality != data.to.municipality"
              |                 ^
        """, Problems(RuleFolders.WithTown("data.from.municipality != data.to.municipality", "\"data.form.municipality != data.to.municipality\"")));

    [Fact]
    public void A_place_inside_a_block_of_text_is_found() => Assert.Equal("""
        rules/xx/moving/town.yaml:7:15: 'data' has no field 'too'. Did you mean 'to'?
            7 |       != data.too.municipality
              |               ^
        """, Problems(RuleFolders.WithTown("when: data.from.municipality != data.to.municipality", "when: |\n      data.from.municipality\n      != data.too.municipality")));

    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "title: { en: Report your move }", "titel: { en: Report your move }", "4:5: 'titel' is not known here; was 'title' meant?" },
        { "    title: { en: Report your move }\n", "", "3:5: 'title' is missing" },
        { "title: { en: Report your move }", "title: Report your move", "4:12: 'title' needs a text for each language, e.g. { en: … }" },
        { "title: { en: Report your move }", "title: { de: Umzug melden }", "4:12: 'title' has no text in 'en'" },
        { "    why: { en: You moved to another municipality. }\n", "", "3:5: 'why' is missing" },
        { "effective + days(5)", "effective + 5", "7:20: " },
        { "effective + days(5)", "'soon'", "7:11: 'soon' is not a name known here." },
        { "remind: [due - days(2)]", "remind: due", "8:13: 'remind' must be a list, e.g. [a, b]" },
        { "    due: effective + days(5)\n", "", "7:14: 'remind' reads 'due', but the step has none" },
        { "[x.registered.v1]", "[x.registred.v1]", "9:16: 'x.registred.v1' is not an evidence event of xx/moving/life-event.yaml; was 'x.registered.v1' meant?" },
        { "agency: xx.town", "agency: xx.tawn", "1:9: there is no agency 'xx.tawn' in agencies.yaml; was 'xx.town' meant?" },
        { "status: verified", "status: verifeid", "10:92: 'status' must be one of verified, secondary, review; was 'verified' meant?" },
        { "checked: 2026-11-21", "checked: 21.11.2026", "10:72: 'checked' is not a date; write it as 2026-11-21" },
        { "https://example.org/act", "example.org/act", "10:37: 'source' must be a whole https:// address" },
        { "    legal: { basis", "    lawful: { basis", "3:5: 'legal' is missing" },
        { "    evidence:", "    after: [report]\n    evidence:", "9:12: 'report' comes after itself; follow its 'after' round to see how" },
        { "    evidence:", "    after: [reprot]\n    evidence:", "9:12: 'after' names 'reprot', but no step has this id; was 'report' meant?" },
        { "    evidence:", "    valid: { from: 2026-01-02, to: 2026-01-01 }\n    evidence:", "9:12: 'from' is after 'to', so the step is never valid" },
        { "    due:", "\tdue:", "7:1: this is not valid YAML: indent with spaces, not with a tab" },
        { "    due: effective", "    due: &a effective", "7:10: this is not valid YAML: anchors and aliases are not read; write the value out" },
        { "    due: effective", "    due: !!str effective", "7:10: this is not valid YAML: tags are not read" },
        { "  - id: report\n", "  - id: report\n    id: again\n", "4:5: 'id' is there twice" },
    };

    [Theory, MemberData(nameof(Mistakes))]
    public void Each_mistake_in_a_step_is_named_at_its_place(string old, string changed, string problem)
    {
        var problems = RuleBook.Read(RuleFolders.WithTown(old, changed)).Problems;
        Assert.Contains(problems, p => p.ToString().StartsWith($"rules/xx/moving/town.yaml:{problem}", StringComparison.Ordinal));
    }

    public static TheoryData<string, string, string> LifeEventMistakes => new()
    {
        { "theme: housing", "theme: hosing", "1:8: there is no theme 'hosing' in themes.yaml; was 'housing' meant?" },
        { "role: starts", "role: start", "7:11: 'role' must be one of starts, continues, evidence, corrects, annuls; was 'starts' meant?" },
        { "    effective: data.movedOn\n", "", "7:5: 'effective' is missing: the legal date, e.g. data.movedOn" },
        { "effective: data.movedOn", "effective: data.to.municipality", "8:16: " },
        { "settle: 1h", "settle: one hour", "9:13: 'settle' is not a length of time; write it as 30m, 1h or 90d" },
        { "movedOn: date", "movedOn: dat", "11:16: 'dat' is not a field type" },
        { "channels: [email]", "channels: [e-mail]", "4:12: 'e-mail' is not a channel" },
        { "of: data.eventId, ", "", "15:18: 'of' is missing" },
    };

    [Theory, MemberData(nameof(LifeEventMistakes))]
    public void Each_mistake_in_a_life_event_is_named_at_its_place(string old, string changed, string problem)
    {
        var problems = RuleBook.Read(RuleFolders.WithLifeEvent(old, changed)).Problems;
        Assert.Contains(problems, p => p.ToString().StartsWith($"rules/xx/moving/life-event.yaml:{problem}", StringComparison.Ordinal));
    }

    [Fact]
    public void All_problems_are_found_in_one_run()
    {
        var folder = RuleFolders.With(("xx/moving/town.yaml", RuleFolders.Town.Replace("title", "titel", StringComparison.Ordinal).Replace("data.from", "data.form", StringComparison.Ordinal)), ("xx/stray.yaml", "a: b"));
        Assert.Equal(["rules/xx/moving/town.yaml:3", "rules/xx/moving/town.yaml:4", "rules/xx/moving/town.yaml:5", "rules/xx/stray.yaml:0"], RuleBook.Read(folder).Problems.Select(p => $"{p.File}:{p.Line}"));
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
