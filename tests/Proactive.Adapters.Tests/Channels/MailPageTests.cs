using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Proactive.Engine.Notices;
using Proactive.Testing;

namespace Proactive.Adapters.Tests;

/// <summary>The page of a mail as mail programs treat it: they drop style sheets, clip what is long and load nothing unasked.</summary>
public sealed partial class MailPageTests
{
    // Gmail shows no more of a page than this.
    const int Clip = 102 * 1024;

    static readonly string Layout = File.ReadAllText(Path.Combine(Repository.Root, "templates/layouts/email.html"));

    [Fact]
    public void No_notice_is_so_long_that_it_is_clipped()
    {
        var lengths = RealNotices.All().Select(m => (Length: Encoding.UTF8.GetByteCount(m.Html), m.Locale, m.Subject)).OrderDescending().ToList();
        TestContext.Current.TestOutputHelper!.WriteLine($"{lengths.Count} notices, the longest {lengths[0]}");
        Assert.InRange(lengths[0].Length, 5_000, Clip / 2);
    }

    [Fact]
    public void Every_heading_paragraph_list_and_link_brings_its_style_with_it() =>
        Assert.All(RealNotices.All(), m => Assert.Empty(Bare().Matches(m.Html)));

    [Fact]
    public void A_page_loads_nothing_and_runs_nothing()
    {
        Assert.All(RealNotices.All("<img src=https://x.example/y.png>"), m => Assert.Empty(Loading().Matches(m.Html)));
    }

    [Fact]
    public void A_page_has_its_language_a_title_one_main_part_and_one_heading_above_the_others()
    {
        foreach (var message in RealNotices.All())
        {
            Assert.StartsWith($"<!doctype html>\n<html lang=\"{message.Locale}\" dir=\"ltr\">\n", message.Html, StringComparison.Ordinal);
            Assert.Contains($"<title>{message.Subject}</title>", System.Net.WebUtility.HtmlDecode(message.Html), StringComparison.Ordinal);
            Assert.Single(Regex.Matches(message.Html, "<h1[ >]"));
            Assert.Equal("h1", Regex.Match(message.Html, "<h[1-6]").Value[1..]);
            Assert.Single(Regex.Matches(message.Html, $"<main lang=\"{message.Locale}\">"));
            Assert.Equal(Regex.Count(message.Html, "<table"), Regex.Count(message.Html, "<table role=\"presentation\""));
        }
    }

    [Theory]
    [InlineData("text", "#1c1f24", "#ffffff"), InlineData("headings", "#1f3a5f", "#ffffff"), InlineData("links", "#1a4f8b", "#ffffff")]
    [InlineData("text in the dark", "#e8e6e1", "#1d2025"), InlineData("headings in the dark", "#cfe0f5", "#1d2025"), InlineData("links in the dark", "#9cc3f2", "#1d2025")]
    public void Words_stand_out_from_their_ground(string what, string front, string ground)
    {
        Assert.True(Contrast(front, ground) >= 4.5, $"{what}: {Contrast(front, ground):0.0}");
    }

    [Fact]
    public void The_colours_above_are_the_ones_that_are_used()
    {
        string[] lines = ["#474d57", "#8fb4e0", "#d5d2ca"];
        string[] known = ["#1c1f24", "#1f3a5f", "#1a4f8b", "#e8e6e1", "#cfe0f5", "#9cc3f2", "#ffffff", "#1d2025", "#f3f2ee", "#14161a", "#000000"];
        Assert.Equal(known.Concat(lines).Order(), Colour().Matches(Layout).Select(m => m.Value).Distinct().Order());
    }

    // WCAG 2.2, relative luminance and contrast ratio.
    static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    static double Luminance(string colour)
    {
        var parts = Enumerable.Range(0, 3).Select(i => int.Parse(colour.AsSpan(1 + (2 * i), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToList();
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }

    [GeneratedRegex("<(h1|h2|p|ol|ul|li|a)(?![^>]* style=)[ >]")]
    private static partial Regex Bare();

    [GeneratedRegex(@"<(img|script|link|iframe|object|video|form)\b|<[^>]*\s(src|srcset|background|on[a-z]+)=|url\(|@import", RegexOptions.IgnoreCase)]
    private static partial Regex Loading();

    [GeneratedRegex("#[0-9a-f]{6}")]
    private static partial Regex Colour();
}
