namespace Proactive.Cel.Tests;

public class LimitTests
{
    static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    static string Problem(string source) => Moving.Environment.Compile(source).Problems.Single().Message;

    [Fact]
    public void A_text_of_more_than_100000_characters_is_refused()
    {
        Assert.Equal("The expression has 100002 characters; 100000 are allowed.", Problem($"'{new string('a', 100_000)}'"));
        Assert.True(Moving.Environment.Compile($"'{Repeat("😀", 99_998)}'").Succeeded);
    }

    [Theory]
    [InlineData("(", "1", ")", 249)]
    [InlineData("[", "1", "]", 249)]
    [InlineData("!", "true", "", 248)]
    [InlineData("true ? 1 : ", "1", "", 249)]
    public void Nesting_is_allowed_250_deep(string open, string inner, string close, int count)
    {
        Assert.True(Moving.Environment.Compile(Repeat(open, count) + inner + Repeat(close, count)).Succeeded);
        Assert.Equal("The expression is nested more than 250 deep; split it.", Problem(Repeat(open, 20_000 / open.Length) + inner));
    }

    [Fact]
    public void A_chain_of_thousands_of_conditions_compiles() =>
        Assert.True(Moving.Evaluate(string.Join(" || ", Enumerable.Repeat("data.rooms == 4", 4_000)) + " || true").AsBool);

    [Fact]
    public void A_chain_of_thousands_of_sums_is_refused() =>
        Assert.Equal("The expression chains more than 1000 operators; split it.", Problem(string.Join('+', Enumerable.Repeat("1", 2_000))));

    [Fact]
    public void Loops_nested_too_deep_are_refused_before_they_run() =>
        Assert.Equal("The expression would cost more than is allowed; its loops are nested too deep.",
            Problem(Repeat("data.household.all(x, ", 10) + "data.rooms == 3" + new string(')', 10)));

    [Theory]
    [InlineData("['foo', 'bar']", ".map(x, [x + x, x + x])", 20)] // grows in the values
    [InlineData("['foo', 'bar']", ".map(x, [x, x])", 40)] // grows though nothing is copied
    [InlineData("[data.rooms]", ".map(x, [x, x])", 40)]
    public void An_evaluation_that_costs_too_much_ends_with_an_error(string start, string step, int count) =>
        Assert.Equal("the expression costs more than is allowed", Moving.Evaluate(start + Repeat(step, count) + " == [[]]").AsError.Message);

    [Fact]
    public void Such_an_error_is_not_absorbed() =>
        Assert.True(Moving.Evaluate($"['a']{Repeat(".map(x, [x, x])", 40)} == [] || true").IsError);

    [Theory]
    [InlineData("a{0} + a{0}", "data.from.municipality")]
    [InlineData("a{0} + a{0}", "[data.rooms]")]
    [InlineData("a{0}.replace('', a{0})", "data.from.municipality")]
    [InlineData("[a{0}, a{0}].join(a{0})", "data.from.municipality")]
    [InlineData("'%s%s'.format([a{0}, a{0}])", "data.from.municipality")]
    [InlineData("bytes(string(a{0} + a{0}))", "b'a'")]
    public void What_grows_too_large_is_an_error(string step, string start)
    {
        var source = $"cel.bind(a0, {start}, ";
        for (var i = 0; i < 60; i++)
            source += $"cel.bind(a{i + 1}, {string.Format(System.Globalization.CultureInfo.InvariantCulture, step, i)}, ";
        Assert.StartsWith("the result is too large", Moving.Evaluate(source + "a60" + new string(')', 61)).AsError.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Looking_up_a_long_list_in_a_loop_is_paid_for()
    {
        var list = "[" + string.Join(',', Enumerable.Range(0, 10_000)) + "]";
        Assert.Equal("the expression costs more than is allowed", Moving.Evaluate($"cel.bind(l, {list}, l.filter(x, x + data.rooms in l).size())").AsError.Message);
    }

    [Theory]
    [InlineData("[1, 2, 3].map(x, effective + workdays(2000000)).size()")]
    [InlineData("effective + workdays(2000000) < effective || effective + workdays(2000001) < effective || effective + workdays(2000002) < effective")]
    public void Counting_working_days_is_paid_for(string expression) =>
        Assert.Equal("the expression costs more than is allowed", Moving.Evaluate(expression).AsError.Message);

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("../../../etc/passwd")]
    [InlineData("Europe/..")]
    public void A_time_zone_is_no_file(string zone) => Assert.True(Moving.Evaluate($"date(timestamp(0), '{zone}')").IsError);

    [Theory]
    [InlineData("^(a+)+$")]
    [InlineData("(a|aa)*b")]
    [InlineData("(a|b)*a(a|b){20}c")]
    public void A_regular_expression_takes_linear_time(string pattern)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.False(Moving.Evaluate($"('{new string('a', 50_000)}!' + data.from.municipality).matches('{pattern}')").AsBool);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"It took {clock.Elapsed}.");
    }

    [Theory]
    [InlineData("(a)\\\\1")] // a back reference
    [InlineData("(?=a)")]
    [InlineData("(?<!a)b")]
    [InlineData("(?>a)")]
    [InlineData("a{1001}")]
    [InlineData("(?#comment)")]
    [InlineData("((a{0,100}){0,100}){0,100}")]
    [InlineData("[a")]
    [InlineData("(")]
    [InlineData("*a")]
    [InlineData("\\\\Z")]
    public void A_pattern_that_is_not_RE2_is_a_problem(string pattern) =>
        Assert.EndsWith("is not a regular expression (RE2 syntax).", Problem($"'a'.matches('{pattern}')"), StringComparison.Ordinal);

    [Theory]
    [InlineData("'😀'.matches('^.$')", true)] // a character is a code point
    [InlineData("'é'.matches('\\\\w')", false)] // classes are ASCII
    [InlineData("'٣'.matches('\\\\d')", false)]
    [InlineData("'a\\n'.matches('a$')", false)] // $ is the very end
    [InlineData("'a\\nb'.matches('(?m)^b$')", true)]
    [InlineData("'a\\nb'.matches('(?s)a.b')", true)]
    [InlineData("'a\\nb'.matches('a.b')", false)]
    [InlineData("'a\\nb'.matches('(?m)a$')", true)]
    [InlineData("'a\\nb'.matches('(?s:a.b)')", true)]
    [InlineData("'a\\nb'.matches('((?s)a).b')", false)] // a flag ends with its group
    [InlineData("'😀'.matches('^[^a]$')", true)]
    [InlineData("'😀😀'.matches('^😀{2}$')", true)]
    [InlineData("'😀a'.matches('^[😀a]+$')", true)]
    [InlineData("'a1'.matches('^[\\\\D]1$')", true)]
    [InlineData("'ABC'.matches('(?i)abc')", true)]
    [InlineData("'x-1'.matches('^(?P<name>[[:alpha:]])-[[:digit:]]$')", true)]
    [InlineData("'a]b'.matches('[]]')", true)]
    [InlineData("'{x}'.matches('{x}')", true)]
    [InlineData("'ž'.matches('^\\\\p{Ll}$')", true)]
    [InlineData("'a.b'.matches('\\\\Qa.b\\\\E')", true)]
    [InlineData("'a'.matches('\\\\x61')", true)]
    [InlineData("'[-]'.matches('^[\\\\[\\\\-\\\\]]+$')", true)]
    public void Patterns_mean_what_they_mean_in_RE2(string expression, bool matches) => Assert.Equal(matches, Moving.Evaluate(expression).AsBool);

    [Theory]
    [InlineData("data.to.postcode == '' || ", 3_500, "true")]
    [InlineData("data.rooms + ", 950, "1 > 0")]
    [InlineData("has(data.guardian) ? data.guardian.id == '' : ", 248, "true")]
    public void A_long_expression_needs_no_deep_stack(string part, int count, string end)
    {
        var value = CelValue.Null;
        var thread = new Thread(() => value = Moving.Evaluate(Repeat(part, count) + end), maxStackSize: 256 * 1024);
        thread.Start();
        thread.Join();
        Assert.Equal(CelValue.True, value);
    }
}
