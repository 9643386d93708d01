using System.Globalization;
using Markdig;
using Proactive.Channels.Letters;
using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Engine.Notices;
using Proactive.Engine.Rendering;
using Proactive.Testing;

namespace Proactive.Adapters.Tests;

/// <summary>Real messages, and a channel that writes them as letters into a folder of its own.</summary>
sealed class Letters : IDisposable
{
    readonly TempFolder _folder = new();

    public Letters(Func<LetterOptions, LetterOptions>? change = null, TimeProvider? clock = null)
    {
        _ = Fonts;
        var options = new LetterOptions { Folder = Folder, Sender = Sender, PdfSharpLicense = LetterOptions.Agpl };
        Channel = new LetterChannel(change is null ? options : change(options), clock ?? Morning);
    }

    public static LetterSender Sender { get; } = new("Københavns Kommune, Borgerservice", "Nyropsgade 1", "1602 København V");

    public static Person Citizen { get; } = new() { Id = "0107801234", Name = "Søren Žižka", Address = ["Nørre Allé 5, 2. th.", "2200 København N"] };

    public static ZonedClock Morning { get; } = new("2026-11-09T10:00:00Z", "Europe/Copenhagen");

    /// <summary>The fonts of this machine; a test that uses them is skipped where there are none.</summary>
    public static FontFiles Fonts
    {
        get
        {
            var fonts = FontFiles.Find(null);
            if (fonts is null && Environment.GetEnvironmentVariable("CI") is null) Assert.Skip("There are no Liberation fonts on this machine; install fonts-liberation to run this test.");
            Assert.True(fonts is not null, "There are no Liberation fonts on this machine, and in CI their tests must run; install fonts-liberation.");
            return fonts;
        }
    }

    public string Folder => _folder.File("letters");

    public LetterChannel Channel { get; }

    public const string ShortMove = """{"movedOn":"2026-11-07","from":{"municipality":"0751"},"to":{"municipality":"0461"},"movesInWithSomeone":false}""";

    public static Task<Message> DanishMove() => Message("da", "dk.cpr.person-moved.v1",
        """{"movedOn":"2026-11-07","from":{"municipality":"0751"},"to":{"municipality":"0461"},"movesInWithSomeone":true,"doctorKm":142.5,"household":[{"id":"p-9","birthDate":"2018-06-01","fromOtherParent":true}]}""");

    public static Task<Message> EnglishMove() => Message("en", "dk.cpr.person-moved.v1", ShortMove);

    public static Task<Message> CzechJobLoss() => Message("cs", "cz.cssz.employment-ended.v1", """{"endedOn":"2026-11-08","insurer":"111","insuredMonths":24}""", "Europe/Prague");

    public static async Task<Message> Message(string language, string type, string data, string zone = "Europe/Copenhagen", string name = "Anna Sørensen")
    {
        var scenario = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult(language) with { Name = name }, zone: zone);
        await scenario.Hears(type, data);
        await scenario.Until("2026-11-09T12:00");
        return Assert.Single(scenario.Email.Messages);
    }

    /// <summary>A message of words of our own.</summary>
    public static Message Page(string markdown, string locale = "en") =>
        new("abcdef0123456789abcdef0123456789", NoticeKind.Start, locale, "A subject", "", markdown) { Document = Markdown.Parse(markdown) };

    public async Task<Outcome> Deliver(Message message, Person? person = null) => await Channel.Deliver(message, person ?? Citizen, CancellationToken.None);

    /// <summary>The letter as it lies in its batch.</summary>
    public async Task<byte[]> Pdf(Message message, Person? person = null)
    {
        Assert.IsType<Outcome.Delivered>(await Deliver(message, person));
        return await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(Folder, message.NoticeId + ".pdf", SearchOption.AllDirectories)));
    }

    public void Dispose()
    {
        Channel.Dispose();
        _folder.Dispose();
    }
}

/// <summary>A clock that stands still in a zone of its own until it is set.</summary>
sealed class ZonedClock(string utc, string zone) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture);

    public override TimeZoneInfo LocalTimeZone { get; } = TimeZoneInfo.FindSystemTimeZoneById(zone);

    public override DateTimeOffset GetUtcNow() => Now;
}
