using Proactive.Engine;
using Proactive.Engine.Rules;

namespace Proactive.Testing;

/// <summary>A small valid rule folder to change one file of: country <c>xx</c>, life event <c>xx/moving</c>.</summary>
public static class RuleFolders
{
    public const string LifeEvent = """
        theme: housing
        title: { en: You have moved }
        intro: { en: This is what to do. }
        channels: [email]
        events:
          x.moved.v1:
            role: starts
            effective: data.movedOn
            settle: 1h
            data:
              movedOn: date
              from: { municipality: string, postcode: string? }
              to: { municipality: string, postcode: string? }
              household: "list<{ id: string, birthDate: date }>?"
          x.annulled.v1: { role: annuls, of: data.eventId, data: { eventId: string } }
          x.registered.v1: { role: evidence, effective: data.on, data: { on: date } }

        """;

    public const string Town = """
        agency: xx.town
        steps:
          - id: report
            title: { en: Report your move }
            when: data.from.municipality != data.to.municipality
            why: { en: You moved to another municipality. }
            due: effective + days(5)
            remind: [due - days(2)]
            evidence: [x.registered.v1]
            legal: { basis: Act 1, source: "https://example.org/act", checked: 2026-11-21, status: verified }

        """;

    const string Country = """
        name: { en: Exampleland }
        languages: [en]
        zone: Europe/Copenhagen
        officeHours: { from: "08:00", to: "16:00" }
        holidays:
          - { name: Christmas Day, on: "12-25" }
          - { name: Good Friday, easter: -2 }

        """;

    /// <summary>Somewhere offices never close: what is planned is due at once, whatever the time.</summary>
    public static ContentFolder AtOnce => With(
        ("xx/country.yaml", Replace(Country, "{ from: \"08:00\", to: \"16:00\" }", "{ from: \"00:00\", to: \"23:59\" }")),
        ("xx/moving/life-event.yaml", Replace(LifeEvent, "settle: 1h", "settle: 0h")));

    /// <summary>Writes the folder's files below <paramref name="path"/>, for a program to read.</summary>
    public static void Write(ContentFolder folder, string path)
    {
        foreach (var (name, text) in folder.Texts)
        {
            var file = Path.Combine(path, name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
    }

    /// <summary>The folder with some files replaced or added.</summary>
    public static ContentFolder With(params (string Path, string Text)[] files)
    {
        var texts = new Dictionary<string, string>
        {
            ["themes.yaml"] = "- { id: housing, title: { en: Housing } }\n",
            ["xx/country.yaml"] = Country,
            ["xx/agencies.yaml"] = "- { id: xx.town, name: { en: The town hall } }\n",
            ["xx/moving/life-event.yaml"] = LifeEvent,
            ["xx/moving/town.yaml"] = Town,
        };
        foreach (var (path, text) in files) texts[path] = text;
        return new ContentFolder("rules", texts);
    }

    /// <summary>The life event with <paramref name="old"/> replaced in it; the text must be there.</summary>
    public static ContentFolder WithLifeEvent(string old, string changed) => With(("xx/moving/life-event.yaml", Replace(LifeEvent, old, changed)));

    /// <summary>The town's steps with <paramref name="old"/> replaced in them; the text must be there.</summary>
    public static ContentFolder WithTown(string old, string changed) => With(("xx/moving/town.yaml", Replace(Town, old, changed)));

    public static RuleBook Book(ContentFolder folder) =>
        RuleBook.Read(folder) is { Book: { } book } ? book : throw new InvalidOperationException(string.Join('\n', RuleBook.Read(folder).Problems));

    static string Replace(string text, string old, string changed) =>
        text.Contains(old, StringComparison.Ordinal) ? text.Replace(old, changed, StringComparison.Ordinal) : throw new ArgumentException($"'{old}' is not in the file.");
}
