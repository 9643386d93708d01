using System.Globalization;
using Proactive.Engine.Citizens;
using Proactive.Engine.Rules;
using YamlDotNet.Core;

namespace Proactive.Bench;

/// <summary>What evaluating rules costs.</summary>
static class RuleMeasures
{
    const int Applicable = 100;
    const int Municipalities = 100;

    static readonly Person Citizen = new() { Id = "person-1", BirthDate = new DateOnly(1985, 4, 12), Municipality = "0461" };
    static readonly CitizenKey Key = new("00000000000000000000000000000000");

    public static void Run()
    {
        NanosecondsARule();
        TenThousandAgainstHundred();
        Loading();
    }

    static void NanosecondsARule()
    {
        var conditions = HundredConditions.All;
        var occurrence = GeneratedBook.Of(conditions.Select(c => c.Cel)).Occurrence();
        var byHand = conditions.Select(c => c.Holds).ToArray();
        var move = Move.Sample;
        Agree(Engine(), ByHand());
        Measure.Print("rules.ns_per_rule", "ns", conditions.Count, Engine, ByHand);

        int Engine() => occurrence.Evaluate(Citizen, Key).Matches.Length;

        int ByHand()
        {
            var matches = new List<int>();
            for (var i = 0; i < byHand.Length; i++)
                if (byHand[i](move)) matches.Add(i);
            return matches.Count;
        }
    }

    static void TenThousandAgainstHundred()
    {
        var all = Enumerable.Range(0, Applicable * Municipalities).Select(Municipal).ToList();
        var (large, small) = (GeneratedBook.Of(all).Occurrence(), GeneratedBook.Of(all.Where(c => c.Contains("'0461'", StringComparison.Ordinal))).Occurrence());
        Agree(large.Evaluate(Citizen, Key).Matches.Length, Applicable);
        Agree(small.Evaluate(Citizen, Key).Matches.Length, Applicable);
        Measure.Print("rules.10000_vs_100", "ns", 1, () => large.Evaluate(Citizen, Key).Matches.Length, () => small.Evaluate(Citizen, Key).Matches.Length);
    }

    // The whole way from texts to a book, against a parser that only walks through the YAML.
    static void Loading()
    {
        const int Rules = 1000;
        var folder = GeneratedBook.Folder(Enumerable.Range(0, Rules).Select(Municipal));
        Measure.Print("rules.load_ns_per_rule", "ns", Rules, () => RuleBook.Read(folder).Book!.Guides.Count, () => folder.Texts.Values.Sum(YamlEvents), rounds: 15);
    }

    static int YamlEvents(string text)
    {
        var (parser, events) = (new Parser(new StringReader(text)), 0);
        while (parser.MoveNext()) events++;
        return events;
    }

    // Rules of one municipality stand among those of the others, as in files of many agencies.
    static string Municipal(int number) => string.Create(CultureInfo.InvariantCulture,
        $"data.to.municipality == '{400 + number % Municipalities:0000}' && data.rooms >= 2 && data.kilometres != {1000 + number} && !data.isAbroad");

    static void Agree(int one, int other)
    {
        if (one != other) throw new InvalidOperationException($"{one} rules apply, but {other} should.");
    }
}
