using System.Text;

namespace Proactive.Cel.Tests;

public class ExplanationTests
{
    static string Tree(string source)
    {
        var text = new StringBuilder();
        void Tell(CelExplanation part, CelExplanation? whole, int depth)
        {
            var value = part.IsAbsent ? "absent" : part.Value.ToString();
            text.Append(' ', depth * 2).Append(part.Source).Append(" -> ").Append(value).AppendLine(whole?.Absorbs(part) == true ? ", absorbed" : "");
            foreach (var below in part.Parts)
                Tell(below, part, depth + 1);
        }

        Tell(Moving.Environment.Explain(source, Moving.Event), null, 0);
        return text.ToString().ReplaceLineEndings("\n");
    }

    [Fact]
    public void Every_part_that_reads_something_is_told_with_its_value() => Assert.Equal(
        """
        data.rent > (data.to.municipality in ['0101', '0147'] ? 5.0 : 15000.0) -> false
          data.rent -> 8500.5
          data.to.municipality in ['0101', '0147'] ? 5.0 : 15000.0 -> 15000.0
            data.to.municipality in ['0101', '0147'] -> false
              data.to.municipality -> "0751"

        """,
        Tree("data.rent > (data.to.municipality in ['0101', '0147'] ? 5.0 : 15000.0)"));

    [Fact]
    public void An_absent_field_and_the_error_it_makes_are_told_apart_and_what_absorbs_it_is_known() => Assert.Equal(
        """
        has(data.to.postcode) && data.to.postcode == '1050' -> false
          has(data.to.postcode) -> false
          data.to.postcode == '1050' -> error: no such field 'postcode', absorbed
            data.to.postcode -> absent

        """,
        Tree("has(data.to.postcode) && data.to.postcode == '1050'"));

    [Fact]
    public void A_loop_is_told_element_by_element() => Assert.Equal(
        """
        data.household.exists(p, ageOn(p.birthDate, effective) < 18) -> true
          data.household -> [member{id: "a", birthDate: date("1990-02-28")}, member{id: "b", birthDate: date("2015-06-30")}]
          p -> member{id: "a", birthDate: date("1990-02-28")}
            ageOn(p.birthDate, effective) < 18 -> false
              ageOn(p.birthDate, effective) -> 36
                p.birthDate -> date("1990-02-28")
                effective -> date("2026-11-01")
          p -> member{id: "b", birthDate: date("2015-06-30")}
            ageOn(p.birthDate, effective) < 18 -> true
              ageOn(p.birthDate, effective) -> 11
                p.birthDate -> date("2015-06-30")
                effective -> date("2026-11-01")

        """,
        Tree("data.household.exists(p, ageOn(p.birthDate, effective) < 18)"));

    [Fact]
    public void Loops_with_two_variables_and_local_names_are_told_too() => Assert.Equal(
        """
        cel.bind(h, data.household, h.exists(i, p, i == 1 && p.id == 'b')) -> true
          data.household -> [member{id: "a", birthDate: date("1990-02-28")}, member{id: "b", birthDate: date("2015-06-30")}]
          h.exists(i, p, i == 1 && p.id == 'b') -> true
            h -> [member{id: "a", birthDate: date("1990-02-28")}, member{id: "b", birthDate: date("2015-06-30")}]
            i = 0, p -> member{id: "a", birthDate: date("1990-02-28")}
              i == 1 && p.id == 'b' -> false
                i == 1 -> false
                  i -> 0
                p.id == 'b' -> false
                  p.id -> "a"
            i = 1, p -> member{id: "b", birthDate: date("2015-06-30")}
              i == 1 && p.id == 'b' -> true
                i == 1 -> true
                  i -> 1
                p.id == 'b' -> true
                  p.id -> "b"

        """,
        Tree("cel.bind(h, data.household, h.exists(i, p, i == 1 && p.id == 'b'))"));

    [Theory]
    [InlineData("(data.isAbroad || (data.rooms > 2)) && !(data.rent > 9000.0)", "(data.isAbroad || (data.rooms > 2)) && !(data.rent > 9000.0)|data.isAbroad || (data.rooms > 2)|data.isAbroad|data.rooms > 2|data.rooms|!(data.rent > 9000.0)|data.rent > 9000.0|data.rent")]
    [InlineData("((data.rooms) + 1) * (data.rooms - 1) == 8", "((data.rooms) + 1) * (data.rooms - 1) == 8|((data.rooms) + 1) * (data.rooms - 1)|(data.rooms) + 1|data.rooms|data.rooms - 1|data.rooms")]
    [InlineData("(data.to).municipality == \")\"", "(data.to).municipality == \")\"|(data.to).municipality")]
    [InlineData("math.greatest(data.rooms, 2)\n  // (why\n  == 3", "math.greatest(data.rooms, 2) // (why == 3|math.greatest(data.rooms, 2)|data.rooms")]
    [InlineData("data.?extra.orValue(data.rooms) == 3", "data.?extra.orValue(data.rooms) == 3|data.?extra.orValue(data.rooms)|data.?extra|data.rooms")]
    [InlineData("data.household[0].id == 'a'", "data.household[0].id == 'a'|data.household[0].id|data.household[0]|data.household")]
    [InlineData("data.extra.anything == 1", "data.extra.anything == 1|data.extra.anything")]
    [InlineData("[data.rooms, 1] == [3, 1] && {'a': data.rooms}.a == 3", "[data.rooms, 1] == [3, 1] && {'a': data.rooms}.a == 3|[data.rooms, 1] == [3, 1]|[data.rooms, 1]|data.rooms|{'a': data.rooms}.a == 3|{'a': data.rooms}.a|{'a': data.rooms}|data.rooms")]
    public void The_text_of_a_part_can_be_read_by_itself(string source, string parts) =>
        Assert.Equal(parts, string.Join('|', All(Moving.Environment.Explain(source, Moving.Event)).Select(p => p.Source)));

    /// <summary>Every condition of the other tests, with what it gives.</summary>
    public static TheoryData<string> Conditions =>
        [.. typeof(ConditionTests).GetMethod(nameof(ConditionTests.A_condition_holds_or_not))!.GetCustomAttributes(false).OfType<InlineDataAttribute>().Select(d => (string)d.Data[0]!)];

    [Theory, MemberData(nameof(Conditions))]
    public void What_is_explained_is_what_the_compiled_expression_gives(string condition)
    {
        var explained = Moving.Environment.Explain(condition, Moving.Event);
        Assert.Equal(Moving.Evaluate(condition), explained.Value);
    }

    [Fact]
    public void What_is_explained_of_any_expression_is_what_the_compiled_one_gives()
    {
        var random = new Random(2026);
        var compared = 0;
        for (var i = 0; i < 1_000; i++)
        {
            var source = new ExpressionGrammar(random).Expression(4);
            if (Moving.Environment.Compile(source).Expression is not { } compiled) continue;
            var explained = Moving.Environment.Explain(source, Moving.Event);
            Assert.Equal(compiled.Evaluate(Moving.Event).ToString(), explained.Value.ToString());
            compared++;
        }

        Assert.InRange(compared, 100, 1_000);
    }

    [Fact]
    public void What_does_not_compile_is_not_explained() =>
        Assert.Throws<ArgumentException>(() => Moving.Environment.Explain("data.nothing == 1", Moving.Event));

    static IEnumerable<CelExplanation> All(CelExplanation part) => part.Parts.SelectMany(All).Prepend(part);
}
