using Proactive.Cel.Parsing;

namespace Proactive.Cel.Tests;

public class LibraryTests
{
    static readonly CelLibrary Host = new("host",
    [
        CelFunction.Global("twice", (long n) => n * 2),
        CelFunction.Global("twice", (string s) => s + s),
        CelFunction.Member("isIn", (string s, IReadOnlyList<CelValue> list) => list.Contains(CelValue.Of(s)), null, CelType.String, CelType.List(CelType.String)),
        CelFunction.Global("all.of", (IReadOnlyList<CelValue> terms) => terms.All(t => t.Equals(CelValue.True)), CelType.Bool, CelType.List(CelType.Bool)).Variadic(),
        CelFunction.Global("checked", (string s) => s).Checking((_, value) => value.AsString.Length > 3 ? "The text is too long." : null),
        CelFunction.Global("fails", () => CelValue.OfError(new("it failed")), CelType.Int),
    ],
    [
        new("unless", 2, false, call => new ConditionalNode(call.Span, call.Arguments[0], new LiteralNode(call.Span, CelValue.False), call.Arguments[1])),
    ]);

    static readonly CelEnvironment Environment = Moving.Environment.WithLibrary(Host);

    static CelValue Evaluate(string source) => Environment.Compile(source).Expression!.Evaluate(Moving.Event);

    [Theory]
    [InlineData("twice(data.rooms)", "6")]
    [InlineData("twice(data.from.municipality)", "\"01010101\"")]
    [InlineData("twice(dyn(2))", "4")]
    [InlineData("twice(data.from.postcode)", "\"10501050\"")]
    [InlineData("data.to.municipality.isIn(['0751'])", "true")]
    [InlineData("all.of()", "true")]
    [InlineData("all.of(true, data.isAbroad)", "false")]
    [InlineData("unless(data.isAbroad, data.rooms == 3)", "true")]
    public void A_host_adds_functions_and_macros(string expression, string value) => Assert.Equal(value, Evaluate(expression).ToString());

    [Fact]
    public void An_error_from_a_host_function_gets_its_place() => Assert.Equal(new CelError("it failed", 4), Evaluate("1 + fails()").AsError);

    [Fact]
    public void A_host_function_can_check_constants() =>
        Assert.Equal([new CelProblem(8, 6, "The text is too long.")], Environment.Compile("checked('abcd')").Problems);

    [Fact]
    public void A_library_can_replace_an_overload()
    {
        var environment = CelEnvironment.Standard.WithLibrary(new("loud", [CelFunction.Member("trim", (string s) => s + "!")]));
        Assert.Equal("a!", environment.Compile("'a'.trim()").Expression!.Evaluate(new(environment.Variables, [])).AsString);
    }

    [Fact]
    public void A_body_of_an_unknown_type_is_refused() => Assert.Throws<ArgumentException>(() => CelFunction.Global("f", (int n) => n));
}
