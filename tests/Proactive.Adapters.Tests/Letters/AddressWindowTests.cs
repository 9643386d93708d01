using Proactive.Engine.Delivery;

namespace Proactive.Adapters.Tests;

/// <summary>What shows through the envelope's window, and what is refused before anything is written.</summary>
public sealed class AddressWindowTests
{
    public static TheoryData<string, string[]> Fitting => new()
    {
        { "Søren Žižka", ["Nørre Allé 5, 2. th.", "2200 København N"] },
        { "Anna Sørensen", ["c/o Jensen", "Lokale 4", "Bygning B", "Nørre Allé 5", "2200 København N", "Danmark"] },
        { "Bestyrelsesformand Christoffer Alexander Rosenkrantz-Gyldenløve", ["Nørre Allé 5", "2200 København N"] },
        { "Anna Sørensen", ["Højesteretssagfører Frederik Ferdinand Andersens og Hustru Wilhelmines Mindelegats Kollegium 412", "2200 København N"] },
    };

    [Theory, MemberData(nameof(Fitting))]
    public async Task An_address_stands_in_the_window_and_nothing_else_does(string name, string[] lines)
    {
        using var letters = new Letters();
        var words = Poppler.FirstPage(await letters.Pdf(await Letters.EnglishMove(), Letters.Citizen with { Name = name, Address = [.. lines] }));
        var shown = words.Where(w => w is { Left: < 110, Top: > 45, Bottom: < 90 }).ToList();
        var expected = $"Københavns Kommune, Borgerservice · Nyropsgade 1 · 1602 København V {name} {string.Join(' ', lines)}";
        Assert.Equal(expected, string.Join(' ', shown.Select(w => w.Text)));
        Assert.All(shown, w => Assert.True(w is { Left: > 24, Right: < 105 }, w.ToString()));
        // Nothing stands half in it.
        Assert.DoesNotContain(words.Except(shown), w => w is { Left: < 110, Bottom: > 44, Top: < 91 });
    }

    public static TheoryData<string?, string[], string> Refused => new()
    {
        { "Anna", ["1", "2", "3", "4", "5", "6", "7"], "address-does-not-fit" },
        { new string('W', 60), ["Nørre Allé 5", "2200 København N"], "address-does-not-fit" },
        { string.Concat(Enumerable.Repeat("Anna Maria ", 60)), ["Nørre Allé 5", "2200 København N"], "address-does-not-fit" },
        { new string('W', 100_000), ["Nørre Allé 5", "2200 København N"], "address-does-not-fit" },
        { "王小明", ["Nørre Allé 5", "2200 København N"], "address-not-in-font" },
        { "محمد", ["Nørre Allé 5", "2200 København N"], "address-not-in-font" },
        { "Anna", [], "no-address" },
        { "Anna", [" ", "\u200B"], "no-address" },
        { null, ["Nørre Allé 5", "2200 København N"], "no-address" },
        { "\r\n", ["Nørre Allé 5", "2200 København N"], "no-address" },
    };

    [Theory, MemberData(nameof(Refused))]
    public async Task An_address_that_cannot_be_printed_is_refused_before_anything_is_written(string? name, string[] lines, string reason)
    {
        using var letters = new Letters();
        var person = Letters.Citizen with { Name = name, Address = [.. lines] };
        Assert.Equal(new Outcome.GiveUp(reason), await letters.Deliver(await Letters.EnglishMove(), person));
        Assert.False(Directory.Exists(letters.Folder));
        Assert.Equal(reason == "no-address", letters.Channel.AddressOf(person) is null);
    }

    [Fact]
    public void The_address_is_the_lines_as_they_are_printed()
    {
        using var letters = new Letters();
        Assert.Equal("Søren Žižka\nNørre Allé 5, 2. th.\n2200 København N", letters.Channel.AddressOf(Letters.Citizen with { Address = ["Nørre  Allé 5,\t2. th.", "", "2200 København N"] }));
    }

    [Fact]
    public async Task A_protected_address_is_on_no_letter()
    {
        using var letters = new Letters();
        Assert.Equal(new Outcome.GiveUp("protected-address"), await letters.Deliver(await Letters.EnglishMove(), Letters.Citizen with { Protected = true }));
        Assert.False(Directory.Exists(letters.Folder));
    }
}
