using System.Text.RegularExpressions;
using Proactive.Engine.Rendering;

namespace Proactive.Adapters.Tests;

/// <summary>What stands on the paper, as another program reads it.</summary>
public sealed class LetterTextTests
{
    [Fact]
    public async Task A_Danish_letter_says_all_that_the_message_says_in_its_order() => await SaysAllOf(await Letters.DanishMove(), "9. november 2026 Reference: ");

    [Fact]
    public async Task A_Czech_letter_says_all_that_the_message_says_in_its_order() => await SaysAllOf(await Letters.CzechJobLoss(), "9. listopadu 2026 Značka: ");

    static async Task SaysAllOf(Message message, string dateAndReference)
    {
        using var letters = new Letters();
        var words = Poppler.Words(await letters.Pdf(message));
        var head = $"{Letters.Sender.Name} {Letters.Sender.Name} · {string.Join(" · ", Letters.Sender.Address)} Søren Žižka Nørre Allé 5, 2. th. 2200 København N {dateAndReference}{message.Reference} ";
        Assert.StartsWith(head, words, StringComparison.Ordinal);
        var body = Regex.Replace(words[head.Length..], $@"{message.Reference} \d / \d( |$)", "");
        Assert.Equal(Said(message.Text), Said(body));

        // Without what plain text and paper do differently: marks of lists, underlines, line breaks.
        static string Said(string text) => string.Concat(text.Where(c => char.IsLetterOrDigit(c) || c is '/' or ':' or '.' or '(' or ')' or '+'));
    }

    [Theory]
    [InlineData("æøåÆØÅ ěščřžýáíéůúďťňĚŠČŘŽÝÁÍÉŮÚĎŤŇ „rovně“ – … § €")]
    [InlineData("Þórður Łukasz Żółć Öğretmen Ștefan Ñandú")]
    [InlineData("Ελένη Παπαδοπούλου"), InlineData("Мария Иванова")]
    public async Task A_name_keeps_all_its_letters(string name)
    {
        using var letters = new Letters();
        var pdf = await letters.Pdf(await Letters.Message("en", "dk.cpr.person-moved.v1", Letters.ShortMove, name: name), Letters.Citizen with { Name = name });
        Assert.Contains(name, Poppler.Words(pdf), StringComparison.Ordinal);
        Assert.Contains($"Dear {name},", Poppler.Words(pdf), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Anna\r\nBcc: x@example.org", "Anna Bcc: x@example.org")]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")]
    [InlineData("# Heading **bold** [click](https://evil.example)", "# Heading **bold** [click](https://evil.example)")]
    [InlineData("{{ citizen.name }}", "{{ citizen.name }}")]
    [InlineData("Anna\u202Eevil\u202C\u200B", "Annaevil")]
    [InlineData("Zdene\u030Ck", "Zdeněk")]
    [InlineData("Anna \U0001F9D1\u200D\U0001F91D\u200D\U0001F9D1\uFE0F Holm", "Anna Holm")]
    [InlineData("Anna\uD83D Holm", "Anna Holm")]
    public async Task A_name_is_only_ever_a_name(string name, string printed)
    {
        using var letters = new Letters();
        var pdf = await letters.Pdf(await Letters.Message("en", "dk.cpr.person-moved.v1", Letters.ShortMove), Letters.Citizen with { Name = name });
        Assert.Contains($"{printed} Nørre Allé 5, 2. th.", Poppler.Words(pdf), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_page_has_its_number_and_the_reference_at_its_foot()
    {
        using var letters = new Letters();
        var message = await Letters.CzechJobLoss();
        var pages = Poppler.Text(await letters.Pdf(message)).TrimEnd('\f').Split('\f');
        Assert.Equal(3, pages.Length);
        for (var page = 0; page < pages.Length; page++)
        {
            var foot = pages[page].TrimEnd().Split('\n')[^1];
            Assert.StartsWith(message.Reference, foot.Trim(), StringComparison.Ordinal);
            Assert.EndsWith($"{page + 1}/3", foot.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_long_address_on_the_web_is_broken_after_a_slash_and_loses_nothing()
    {
        using var letters = new Letters();
        var text = Poppler.Text(await letters.Pdf(await Letters.CzechJobLoss()));
        Assert.Contains("https://www.vzp.cz/pojistenci/informace-a-zivotni-situace/oznamovaci-povinnost", string.Concat(text.Split((char[]?)null)), StringComparison.Ordinal);
        Assert.DoesNotContain("https:/\n", text.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("https://\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "The guide is also online"), InlineData("da", "Vejledningen findes også på nettet")]
    public async Task The_code_says_in_the_letters_language_what_it_opens(string language, string words)
    {
        var guide = new Uri("https://guide.example/flytning");
        using var letters = new Letters(o => o with { GuideUrl = guide });
        var pdf = await letters.Pdf(await Letters.Message(language, "dk.cpr.person-moved.v1", Letters.ShortMove));
        Assert.Contains(words, Poppler.Words(pdf), StringComparison.Ordinal);
        Assert.Contains(guide.AbsoluteUri, Poppler.Words(pdf), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "See the list and tick off what is done: scan the code with your phone, or go to")]
    [InlineData("da", "Se listen, og sæt flueben ved det, der er gjort: Scan koden med din telefon, eller gå til")]
    [InlineData("cs", "Podívejte se na seznam a odškrtněte, co je hotové: naskenujte kód telefonem nebo přejděte na")]
    public async Task The_code_opens_the_readers_own_list_rather_than_the_page_that_everybody_has(string language, string words)
    {
        var list = new Uri("https://notices.example/guide/Sample_of_22_characters");
        using var letters = new Letters(o => o with { GuideUrl = new Uri("https://guide.example/") });
        using var without = new Letters();
        foreach (var sender in new[] { letters, without })
        {
            // Addresses may be broken after a slash.
            var page = Unbroken(Poppler.Words(await sender.Pdf(Letters.Page("# Words", language) with { Guide = list })));
            Assert.Contains(Unbroken($"{words}{list}"), page, StringComparison.Ordinal);
            Assert.DoesNotContain("guide.example", page, StringComparison.Ordinal);
        }

        static string Unbroken(string text) => text.Replace(" ", "", StringComparison.Ordinal);
    }
}
