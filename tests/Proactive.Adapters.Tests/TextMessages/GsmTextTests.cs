using System.Text;
using Proactive.Channels.TextMessages;

namespace Proactive.Adapters.Tests;

public sealed class GsmTextTests
{
    [Theory]
    [InlineData("a", 1, 1)]
    [InlineData("a", 160, 1)]
    [InlineData("a", 161, 2)]
    [InlineData("a", 306, 2)]
    [InlineData("a", 307, 3)]
    [InlineData("a", 459, 3)]
    [InlineData("a", 460, 4)]
    [InlineData("æ", 160, 1)]
    [InlineData("€", 80, 1)]
    [InlineData("€", 81, 2)]
    [InlineData("€", 152, 2)]
    [InlineData("€", 153, 3)]
    public void The_phones_alphabet_fits_160_once_and_153_in_each_part(string letter, int count, int parts)
    {
        var text = GsmText.Of(string.Concat(Enumerable.Repeat(letter, count)));
        Assert.Equal((TextCoding.Gsm7, parts), (text.Coding, text.Parts));
    }

    [Theory]
    [InlineData("č", 70, 1)]
    [InlineData("č", 71, 2)]
    [InlineData("č", 134, 2)]
    [InlineData("č", 135, 3)]
    [InlineData("č", 201, 3)]
    [InlineData("č", 202, 4)]
    [InlineData("😀", 35, 1)]
    [InlineData("😀", 36, 2)]
    [InlineData("😀", 66, 2)]
    [InlineData("😀", 67, 3)]
    public void Every_other_letter_fits_70_once_and_67_in_each_part(string letter, int count, int parts)
    {
        var text = GsmText.Of(string.Concat(Enumerable.Repeat(letter, count)));
        Assert.Equal((TextCoding.Ucs2, parts), (text.Coding, text.Parts));
    }

    [Fact]
    public void What_takes_two_places_is_not_divided_over_two_parts()
    {
        // 152 and 2 do not fit in 153, so the second part begins one early.
        Assert.Equal(2, GsmText.Of(new string('a', 152) + "€" + new string('b', 151)).Parts);
        Assert.Equal(3, GsmText.Of(new string('a', 152) + "€" + new string('b', 152)).Parts);
        Assert.Equal(2, GsmText.Of(new string('a', 151) + "€" + new string('b', 153)).Parts);
        Assert.Equal(2, GsmText.Of(new string('č', 66) + "😀" + new string('č', 65)).Parts);
        Assert.Equal(3, GsmText.Of(new string('č', 66) + "😀" + new string('č', 66)).Parts);
    }

    // 3GPP TS 23.038, table 6.2.1, by code from 0x00 without the escape at 0x1B; and the extension of 6.2.1.1.
    static readonly string[] Standard =
    [
        "@£$¥èéùìòÇ\nØø\rÅå", "Δ_ΦΓΛΩΠΨΣΘΞÆæßÉ", " !\"#¤%&'()*+,-./", "0123456789:;<=>?",
        "¡ABCDEFGHIJKLMNO", "PQRSTUVWXYZÄÖÑÜ§", "¿abcdefghijklmno", "pqrstuvwxyzäöñüà", "\f^{}\\[~]|€",
    ];

    [Fact]
    public void The_alphabet_is_the_standards_and_nothing_else()
    {
        var known = string.Concat(Standard);
        Assert.Equal(127 + 10, known.Length);
        var typography = "‘’‚‛‹›′´`“”„‟«»″‐‑‒–—―−•…\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u00ad";
        for (var c = '\u0001'; c < '\ud800'; c++)
            Assert.True((GsmText.Of(c.ToString()).Coding == TextCoding.Gsm7) == (known.Contains(c, StringComparison.Ordinal) || typography.Contains(c, StringComparison.Ordinal)), $"U+{(int)c:X4}");
        Assert.All(Standard[8], c => Assert.Equal(2, GsmText.Of(new string(c, 81)).Parts));
        Assert.All(known.Except(Standard[8]), c => Assert.Equal(1, GsmText.Of(new string(c, 160)).Parts));
    }

    [Theory]
    [InlineData("Husk ‘alt’ og “alt” – senest i dag…", "Husk 'alt' og \"alt\" - senest i dag...")]
    [InlineData("kl.\u00a09 – 10\u202f000\u00a0kr. sam\u00adtale", "kl. 9 - 10 000 kr. samtale")]
    [InlineData("Smørrebrød på Ærø", "Smørrebrød på Ærø")]
    public void Typography_is_written_plainly_because_one_character_would_triple_the_price(string text, string plain)
    {
        var written = GsmText.Of(text);
        Assert.Equal((plain, TextCoding.Gsm7, 1), (written.Text, written.Coding, written.Parts));
    }

    [Theory]
    [InlineData("Příliš žluťoučký kůň – úpěl…")]
    [InlineData("Kære Þórður “Łukasz” š")]
    [InlineData("Hej 👋🏽 á í ó ç")]
    [InlineData("Δοκιμή")]
    public void A_real_letter_beyond_the_alphabet_is_never_changed(string text)
    {
        var written = GsmText.Of(text);
        Assert.Equal((text, TextCoding.Ucs2), (written.Text, written.Coding));
    }

    [Fact]
    public void Whatever_the_text_no_part_is_too_long_and_no_character_divided()
    {
        var random = new Random(20261121);
        string[] letters = ["a", "ø", "€", "č", "😀", "–", "👩‍👧", " "];
        for (var i = 0; i < 2000; i++)
        {
            var some = letters.OrderBy(_ => random.Next()).Take(random.Next(1, 4)).ToArray();
            var text = GsmText.Of(string.Concat(Enumerable.Range(0, random.Next(1, 400)).Select(_ => some[random.Next(some.Length)])));
            Assert.Equal(Divided(text), text.Parts);
        }
    }

    // The slow way: really divided, and each part measured.
    static int Divided(GsmText text)
    {
        var gsm = text.Coding == TextCoding.Gsm7;
        int Size(string part) => gsm ? part.Sum(c => Standard[8].Contains(c, StringComparison.Ordinal) ? 2 : 1) : part.Length;
        if (Size(text.Text) <= (gsm ? 160 : 70)) return 1;
        var parts = new List<string> { "" };
        foreach (var rune in text.Text.EnumerateRunes())
        {
            if (Size(parts[^1] + rune) > (gsm ? 153 : 67)) parts.Add("");
            parts[^1] += rune;
        }

        Assert.Equal(text.Text, string.Concat(parts));
        return parts.Count;
    }
}
