using System.Diagnostics;

namespace Proactive.Cel.Tests;

/// <summary>Random and mutated expressions: whatever is written, compiling and evaluating end, soon, with a value or a problem.</summary>
public class FuzzTests
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // The same variables with nothing known of them: the general path must agree with the typed one.
    static readonly CelRecordType Untyped = new("variables", [.. Moving.Variables.Fields.Select(f => f with { Type = CelType.Dyn })]);

    static readonly CelRecord UntypedEvent = new(Untyped, [.. Moving.Variables.Fields.Select(f => Moving.Event.Get(f.Name))]);

    static readonly CelEnvironment UntypedEnvironment = Moving.Environment.WithVariables(Untyped).WithoutTypeCheck();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Random_expressions_give_a_value_or_a_problem(int seed)
    {
        var grammar = new ExpressionGrammar(new Random(seed));
        for (var i = 0; i < 400; i++)
            Try(grammar.Expression(5), seed);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    public void Mutated_expressions_give_a_value_or_a_problem(int seed)
    {
        var random = new Random(seed);
        var grammar = new ExpressionGrammar(random);
        for (var i = 0; i < 1_000; i++)
        {
            var source = ExpressionMutations.Apply(random, grammar.Expression(3), grammar.Expression(3));
            Try(source, seed);
        }
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    public void Random_text_gives_a_problem_or_a_value(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 3_000; i++)
            Try(ExpressionMutations.Noise(random), seed);
    }

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    public void Random_patterns_are_used_or_refused(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 500; i++)
            Try($"data.from.municipality.matches({CelValue.Of(ExpressionMutations.Pattern(random))})", seed);
    }

    /// <summary>One seed, or as many as fit into the minutes that the environment variable FUZZ_MINUTES names.</summary>
    [Fact]
    public void As_many_more_seeds_as_there_is_time_for_give_nothing_worse()
    {
        var minutes = double.TryParse(Environment.GetEnvironmentVariable("FUZZ_MINUTES"), System.Globalization.CultureInfo.InvariantCulture, out var asked) ? asked : 0;
        var clock = Stopwatch.StartNew();
        var seed = 100;
        do
        {
            Random_expressions_give_a_value_or_a_problem(seed);
            Mutated_expressions_give_a_value_or_a_problem(seed);
            Random_text_gives_a_problem_or_a_value(seed);
            Random_patterns_are_used_or_refused(seed);
            seed++;
        }
        while (clock.Elapsed < TimeSpan.FromMinutes(minutes));
    }

    static void Try(string source, int seed)
    {
        var clock = Stopwatch.StartNew();
        var complaint = Complaint(source);
        Assert.True(complaint is null, $"Seed {seed}: {source}: {complaint}");
        Assert.True(clock.Elapsed < Patience, $"Seed {seed}: {source} took {clock.Elapsed}.");
    }

    static string? Complaint(string source)
    {
        try
        {
            var typed = Moving.Environment.Compile(source);
            var general = UntypedEnvironment.Compile(source);
            if (typed.Succeeded)
                return Disagreement(typed.Expression, general.Expression!);
            if (general.Succeeded)
                general.Expression.Evaluate(UntypedEvent);
            return typed.Problems.All(p => p.Offset >= 0 && p.Length >= 0 && p.Offset + p.Length <= source.Length) ? null : "a problem lies outside the text";
        }
        catch (Exception e)
        {
            return $"threw {e}";
        }
    }

    static string? Disagreement(CompiledExpression typed, CompiledExpression general)
    {
        var (value, other) = (typed.Evaluate(Moving.Event), general.Evaluate(UntypedEvent));
        if (value.IsError != other.IsError || (!value.IsError && value.ToString() != other.ToString()))
            return $"is {value} where types are known and {other} where not";
        return typed.IsTrue(Moving.Event) == value is { Kind: CelKind.Bool, AsBool: true } ? null : "is true to one and not to the other";
    }
}
