using System.Globalization;
using System.Text;
using Proactive.Engine;
using Proactive.Engine.Events;
using Proactive.Engine.Rules;

namespace Proactive.Bench;

/// <summary>A rule book with one step for each condition.</summary>
sealed class GeneratedBook
{
    const int StepsAFile = 500;

    GeneratedBook(RuleBook book) => Book = book;

    public RuleBook Book { get; }

    public static GeneratedBook Of(IEnumerable<string> conditions)
    {
        var result = RuleBook.Read(Folder(conditions));
        return new GeneratedBook(result.Book ?? throw new InvalidOperationException(string.Join('\n', result.Problems.Take(5))));
    }

    /// <summary>The sample event as the book's only life event takes it.</summary>
    public Occurrence Occurrence()
    {
        var read = EventReader.Read(Encoding.UTF8.GetBytes(Move.Json), Book.EventTypes);
        var lifeEvent = read.Event ?? throw new InvalidOperationException(read.Rejection!.ToString());
        return Book.Interpret(lifeEvent, new DateTimeOffset(2026, 11, 3, 9, 0, 0, TimeSpan.Zero)).Occurrences[0];
    }

    public static ContentFolder Folder(IEnumerable<string> conditions)
    {
        var files = new Dictionary<string, string>
        {
            ["themes.yaml"] = "- { id: housing, title: { en: Housing } }\n",
            ["xx/country.yaml"] = "name: { en: Exampleland }\nlanguages: [en]\nzone: UTC\nofficeHours: { from: \"08:00\", to: \"16:00\" }\nholidays: []\n",
            ["xx/agencies.yaml"] = "- { id: xx.town, name: { en: The town hall } }\n",
            ["xx/moving/life-event.yaml"] = $$"""
                theme: housing
                title: { en: You have moved }
                intro: { en: This is what to do. }
                channels: [email]
                events:
                  xx.moved.v1:
                    role: starts
                    effective: data.movedOn
                    data:
                      {{Move.Declaration}}

                """,
        };
        var steps = conditions.Select((condition, i) => Step(i, condition));
        foreach (var (i, chunk) in steps.Chunk(StepsAFile).Index())
            files[$"xx/moving/town-{i}.yaml"] = "agency: xx.town\nsteps:\n" + string.Concat(chunk);
        return new ContentFolder("rules", files);
    }

    static string Step(int number, string condition) => string.Create(CultureInfo.InvariantCulture, $$"""
          - id: step-{{number}}
            title: { en: Report your move }
            when: {{condition}}
            why: { en: You moved. }
            legal: { basis: Act 1, source: "https://example.org/act", checked: 2026-11-21, status: verified }

        """);
}
