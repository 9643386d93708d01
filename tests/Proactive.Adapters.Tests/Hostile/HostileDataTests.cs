using System.Text;
using System.Xml.Linq;
using Proactive.Engine.Citizens;
using Proactive.Engine.Notices;
using Proactive.Engine.Rules;

namespace Proactive.Adapters.Tests;

/// <summary>What no name, address or registry mistake may do, on every channel.</summary>
public sealed class HostileDataTests
{
    /// <summary>A name as a registry might have it, and what may be left of it for a reader.</summary>
    static readonly (string Name, string Shown)[] HostileNames =
    [
        ("Anna\r\nBcc: everybody@example.org", "Anna Bcc: everybody@example.org"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("<b>Anna</b> &amp; \"Søn\"", "<b>Anna</b> &amp; \"Søn\""),
        ("[click](https://evil.example)", "[click](https://evil.example)"),
        ("# Anna **bold** `code` | x", "# Anna **bold** `code` | x"),
        ("{{ citizen.name }}{{ end }}", "{{ citizen.name }}{{ end }}"),
        ("Anna\u202Eevil\u202C\u200B", "Annaevil"),
        ("]]> <!ENTITY x SYSTEM \"file:///etc/passwd\">", "]]> <!ENTITY x SYSTEM \"file:///etc/passwd\">"),
        ("=HYPERLINK(\"https://evil.example\")", "=HYPERLINK(\"https://evil.example\")"),
        ("dr.dk", "dr.dk"),
        ("Žluťoučký Kůň Åge Þórður", "Žluťoučký Kůň Åge Þórður"),
    ];

    public static TheoryData<string, int> NamesOnChannels()
    {
        var data = new TheoryData<string, int>();
        foreach (var channel in ChannelName.All)
            for (var i = 0; i < HostileNames.Length; i++) data.Add(channel, i);
        return data;
    }

    static async Task<string> Read(string channel, Person person)
    {
        await using var all = await AllChannels.Open();
        await all.Tell(person with { Channels = [channel] });
        return all.Read(channel);
    }

    [Theory, MemberData(nameof(NamesOnChannels))]
    public async Task A_name_is_only_ever_a_name(string channel, int number)
    {
        var (name, shown) = HostileNames[number];
        var plain = await Read(channel, AllChannels.Reachable with { Name = "Anna" });
        var hostile = await Read(channel, AllChannels.Reachable with { Name = name });
        // Nothing of the message is different but the name; a text message has none.
        Assert.Equal(Without(plain, "Anna"), Without(hostile, shown));
    }

    // Spaces between words are told apart by nobody, and a line of a letter may break within a long name.
    static string Without(string text, string name) => text.Replace(" ", "", StringComparison.Ordinal).Replace(name.Replace(" ", "", StringComparison.Ordinal), "NAME", StringComparison.Ordinal);

    [Theory, MemberData(nameof(NamesOnChannels))]
    public async Task The_form_of_a_message_is_the_same_whatever_the_name(string channel, int number)
    {
        Assert.Equal(await FormOf("Anna"), await FormOf(HostileNames[number].Name));

        async Task<string> FormOf(string name)
        {
            await using var all = await AllChannels.Open();
            await all.Tell(AllChannels.Reachable with { Name = name, Channels = [channel] });
            return string.Join('\n', all.Written.Where(f => Reading.IsMessage(f.Path)).Select(f => Form(f.Path, f.Content)));
        }
    }

    static string Form(string path, byte[] content) => Path.GetExtension(path) switch
    {
        ".eml" => string.Join(' ', Encoding.ASCII.GetString(content).Split("\r\n\r\n")[0].Split("\r\n").Where(l => l.Contains(':', StringComparison.Ordinal) && l[0] is not (' ' or '\t')).Select(l => l.Split(':')[0])),
        ".xml" => string.Join(' ', XDocument.Parse(Encoding.UTF8.GetString(content)).Descendants().Select(e => e.Name.LocalName)),
        ".pdf" => $"{Poppler.Structure(content).Split('\n').Count(l => l.Trim() is "H1 (block)" or "H2 (block)" or "LI (block)")} parts",
        _ => $"{Encoding.UTF8.GetString(content).Split('\n').Length} lines",
    };

    [Theory, MemberData(nameof(AllChannels.Names), MemberType = typeof(AllChannels))]
    public async Task An_emoji_in_a_name_is_shown_where_it_can_be_and_never_spoils_the_rest(string channel)
    {
        var (plain, emoji) = (await Read(channel, AllChannels.Reachable with { Name = "Anna" }), await Read(channel, AllChannels.Reachable with { Name = "Anna \U0001F600" }));
        // Paper has no letters for it, and a text message no name.
        Assert.Contains(emoji.Replace(" ", "", StringComparison.Ordinal), new[] { Without(plain, "Anna").Replace("NAME", "Anna\U0001F600", StringComparison.Ordinal), plain.Replace(" ", "", StringComparison.Ordinal) });
        if (channel is ChannelName.Email or ChannelName.DigitalPost) Assert.Contains("Dear Anna \U0001F600,", emoji, StringComparison.Ordinal);
        Assert.DoesNotContain("\uFFFD", emoji, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(AllChannels.Names), MemberType = typeof(AllChannels))]
    public async Task A_name_of_a_thousand_characters_is_sent_or_given_up_and_never_breaks_the_message(string channel)
    {
        await using var all = await AllChannels.Open();
        var person = AllChannels.Reachable with { Name = string.Join(' ', Enumerable.Repeat("Wolfeschlegelsteinhausenbergerdorff", 30)), Channels = [channel] };
        await all.Tell(person);
        var start = (await all.FileOf(person)).Notices.Single(n => n.Kind == NoticeKind.Start);
        Assert.True(start.State == NoticeState.Sent || start is { State: NoticeState.Planned, Reason: "next-channel" }, $"{start.State} {start.Reason}");
        foreach (var (_, mail) in all.Written.Where(f => f.Path.EndsWith(".eml", StringComparison.Ordinal)))
            Assert.All(Encoding.ASCII.GetString(mail).Split("\r\n"), line => Assert.InRange(line.Length, 0, 998));
    }

    [Fact]
    public async Task A_protected_address_is_in_no_file_that_any_channel_writes()
    {
        foreach (var channel in ChannelName.All)
        {
            await using var all = await AllChannels.Open();
            await all.Tell(AllChannels.Reachable with { Protected = true, Address = ["Hemmeligvej 7", "4999 Skjulested"], Channels = [channel] });
            Assert.DoesNotContain(all.Written, f => f.Path.StartsWith(ChannelName.Letter, StringComparison.Ordinal) || f.Path.StartsWith(ChannelName.TextMessage, StringComparison.Ordinal));
            Assert.NotEmpty(all.Written);
            foreach (var (path, content) in all.Written)
            {
                Assert.DoesNotContain("Hemmelig", Reading.IsMessage(path) ? Reading.Of((path, content)) : Encoding.UTF8.GetString(content), StringComparison.Ordinal);
                Assert.DoesNotContain("Hemmelig", Encoding.UTF8.GetString(content), StringComparison.Ordinal);
            }
        }
    }

    [Theory, MemberData(nameof(AllChannels.Names), MemberType = typeof(AllChannels))]
    public async Task Nobody_gets_what_is_meant_for_the_next_one(string channel)
    {
        await using var all = await AllChannels.Open();
        var people = Enumerable.Range(0, 40).Select(i => AllChannels.Reachable with
        {
            Id = $"14058743{i:d2}", Name = $"Person{i:d2}x Holm", Email = $"person{i:d2}@example.org", Phone = $"+45201234{i:d2}", Address = [$"Vej{i:d2}x 1", "5000 Odense C"], Channels = [channel],
        }).ToArray();
        await all.Tell(people);
        var files = all.Written.Where(f => Reading.IsMessage(f.Path)).ToList();
        Assert.Equal(people.Length, files.Count);
        foreach (var person in people)
        {
            var notice = (await all.FileOf(person)).Notices.Single(n => n.Kind == NoticeKind.Start);
            var number = person.Name![6..9];
            // The message of this notice: by its reference or id, which also the file's name has.
            var file = Assert.Single(files, f => f.Path.Contains(notice.Reference, StringComparison.Ordinal) || f.Path.Contains(notice.Id, StringComparison.Ordinal));
            var whole = $"{Encoding.UTF8.GetString(file.Content)} {Reading.Of(file)}";
            Assert.Contains(channel == ChannelName.TextMessage ? person.Phone! : $"Person{number}", whole, StringComparison.Ordinal);
            Assert.All(people.Where(p => p != person), other => Assert.DoesNotContain(channel == ChannelName.TextMessage ? other.Phone! : $"Person{other.Name![6..9]}", whole, StringComparison.Ordinal));
        }
    }

    [Theory, MemberData(nameof(AllChannels.Names), MemberType = typeof(AllChannels))]
    public async Task No_file_name_and_no_words_have_a_persons_id_or_address_in_them(string channel)
    {
        await using var all = await AllChannels.Open();
        await all.Tell(AllChannels.Reachable with { Channels = [channel] });
        string[] personal = ["1405874321", "anna", "20123456", "Storegade"];
        Assert.All(all.Written, f => Assert.All(personal, p => Assert.DoesNotContain(p, f.Path, StringComparison.OrdinalIgnoreCase)));
        Assert.DoesNotContain("1405874321", all.Read(channel), StringComparison.Ordinal);
    }
}
