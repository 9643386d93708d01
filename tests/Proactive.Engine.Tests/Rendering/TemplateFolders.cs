using Proactive.Testing;

namespace Proactive.Engine.Tests.Rendering;

/// <summary>Small right templates in three languages to change one file of, and a country that writes all three.</summary>
static class TemplateFolders
{
    const string Start = """
        # {{ guide.title }}: {{ count }} {THINGS}

        {{ if citizen.hasName }}{DEAR} {{ citizen.name }}{{ else }}{HELLO}{{ end }}

        {{ guide.intro }}

        ## {DO}
        {{~ for step in steps ~}}
        {{~ include 'item' ~}}
        {{~ end ~}}
        {{~ for step in automatic ~}}
        {{~ include 'item' ~}}
        {{~ end ~}}
        {{~ include 'reach' ~}}
        """;

    const string End = """
        # {{ guide.title }}: {NOTHING}

        {{ if citizen.hasName }}{DEAR} {{ citizen.name }}{{ else }}{HELLO}{{ end }}
        {{~ include 'reach' ~}}
        """;

    const string Item = """

        {{ step.number }}. **{{ step.title }}**

           - {WHEN}: {{ if step.hasDue }}{{ step.due }}{{ else }}-{{ end }}
           - {WHERE}: {{ step.agency }}{{ if step.hasPhone }}, {{ step.phone }}{{ end }}
           - {LAW}: [{{ step.basis }}](<{{ step.source }}>)
        {{~ if step.hasWhy ~}}
           - {WHY}: {{ step.why }}
        {{~ end ~}}
        """;

    const string Reach = """
        {{~ include 'your-list' ~}}

        ## {QUESTIONS}

        {REFERENCE} {{ reference }}. {OBJECT}
        """;

    const string Steps = """
        agency: xx.town
        steps:
          - id: report
            title: { en: Report your move, da: Meld din flytning, cs: Ohlaste stěhování }
            when: data.from.municipality != data.to.municipality
            why: { en: You moved to another municipality., da: Du flyttede til en anden kommune., cs: Přestěhovali jste se do jiné obce. }
            due: effective + days(5)
            action: { url: "https://example.org/report", label: { en: Report it here, da: Meld det her, cs: Ohlaste to tady } }
            legal: { basis: Act 1, source: "https://example.org/act", checked: 2026-11-21, status: verified }
          - id: mailbox
            title: { en: Your letters follow you, da: Dine breve følger med, cs: Dopisy půjdou za vámi }
            automatic: true
            legal: { basis: Act 2, source: "https://example.org/act-2", checked: 2026-11-21, status: verified }

        """;

    static readonly Dictionary<string, Dictionary<string, string>> Words = new()
    {
        ["en"] = Of("things to do", "Dear", "Hello", "What to do", "nothing to do", "When", "Where", "Law", "Because", "Questions", "Give the reference", "You may object."),
        ["da"] = Of("ting at gøre", "Kære", "Hej", "Det skal du gøre", "du skal ikke gøre noget", "Hvornår", "Hvor", "Lov", "Fordi", "Spørgsmål", "Oplys referencen", "Du kan gøre indsigelse."),
        ["cs"] = Of("věcí k vyřízení", "Pro", "Dobrý den", "Co vyřídit", "nemusíte nic dělat", "Kdy", "Kde", "Zákon", "Proč", "Dotazy", "Uveďte značku", "Můžete vznést námitku."),
    };

    /// <summary>Country <c>xx</c> with one life event, in English, Danish and Czech.</summary>
    public static ContentFolder Rules(string steps = Steps, string languages = "en, da, cs") => RuleFolders.With(
        ("themes.yaml", "- { id: housing, title: { en: Housing, da: Bolig, cs: Bydlení } }\n"),
        ("xx/country.yaml", $"name: {{ en: Exampleland, da: Eksempelland, cs: Vzorov, de: Musterland }}\nlanguages: [{languages}]\nzone: Europe/Copenhagen\nofficeHours: {{ from: \"08:00\", to: \"16:00\" }}\n"),
        ("xx/agencies.yaml", "- { id: xx.town, name: { en: The town hall, da: Rådhuset, cs: Radnice }, contact: { phone: \"+45 00 00 00 00\", hours: { en: Mondays, da: mandage, cs: v pondělí } } }\n"),
        ("xx/moving/life-event.yaml", RuleFolders.LifeEvent
            .Replace("{ en: You have moved }", "{ en: You have moved, da: Du er flyttet, cs: Přestěhovali jste se }", StringComparison.Ordinal)
            .Replace("{ en: This is what to do. }", "{ en: This is what to do., da: Det skal du gøre., cs: Toto vyřiďte. }", StringComparison.Ordinal)),
        ("xx/moving/town.yaml", steps));

    /// <summary>The steps with one word changed.</summary>
    public static string StepsWith(string from, string to) => Steps.Replace(from, to, StringComparison.Ordinal);

    /// <summary>The right folder with some files replaced or added. Layouts, dates and whatever else there is are those of the project.</summary>
    public static ContentFolder With(params (string Path, string Text)[] files)
    {
        var shipped = ContentFolder.Read(Path.Combine(Repository.Root, "templates"), ".md", ".txt", ".yaml", ".html");
        var texts = shipped.Texts.Where(t => t.Key.Count(c => c == '/') < 3).ToDictionary();
        foreach (var (locale, words) in Words)
        {
            foreach (var kind in new[] { "start", "reminder", "change" }) texts[$"{locale}/{kind}.sbn.md"] = Say(Start, words);
            foreach (var kind in new[] { "withdrawal", "completion" }) texts[$"{locale}/{kind}.sbn.md"] = Say(End, words);
            texts[$"{locale}/partials/item.sbn.md"] = Say(Item, words);
            texts[$"{locale}/partials/reach.sbn.md"] = Say(Reach, words);
        }

        foreach (var (path, text) in files) texts[path] = text;
        return new ContentFolder("templates", texts);
    }

    static string Say(string template, Dictionary<string, string> words) => words.Aggregate(template, (text, word) => text.Replace($"{{{word.Key}}}", word.Value, StringComparison.Ordinal)) + "\n";

    static Dictionary<string, string> Of(params string[] words) =>
        new[] { "THINGS", "DEAR", "HELLO", "DO", "NOTHING", "WHEN", "WHERE", "LAW", "WHY", "QUESTIONS", "REFERENCE", "OBJECT" }.Zip(words).ToDictionary(w => w.First, w => w.Second);
}
