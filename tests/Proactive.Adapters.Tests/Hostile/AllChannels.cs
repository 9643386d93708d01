using System.Text;
using Proactive.Channels.DigitalPost;
using Proactive.Channels.Email;
using Proactive.Channels.Letters;
using Proactive.Channels.Outbox;
using Proactive.Channels.TextMessages;
using Proactive.Engine;
using Proactive.Engine.Citizens;
using Proactive.Engine.Rehearsal;
using Proactive.Engine.Rules;
using Proactive.Engine.Storage;
using Proactive.Testing;

namespace Proactive.Adapters.Tests;

/// <summary>The whole flow with the shipped rules and words, and every channel writing into one folder.</summary>
sealed class AllChannels : IAsyncDisposable
{
    static readonly TimeZoneInfo Copenhagen = TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen");

    readonly TempFolder _folder = new();
    readonly SimulatedClock _clock = new(Begin);
    readonly MemoryStore _store = new();
    Flow _flow = null!;

    /// <summary>A Monday, 10 o'clock in Copenhagen.</summary>
    static DateTimeOffset Begin => new(2026, 11, 9, 10, 0, 0, Copenhagen.GetUtcOffset(new DateTime(2026, 11, 9)));

    public static CitizenKeys Keys { get; } = new(new byte[32]);

    /// <summary>Somebody whom every channel reaches.</summary>
    public static Person Reachable { get; } = new()
    {
        Id = "1405874321",
        Name = "Anna Sørensen",
        BirthDate = new DateOnly(1987, 5, 14),
        Language = "en",
        Email = "anna@example.org",
        Phone = "+4520123456",
        Address = ["Storegade 12, 3. tv", "5000 Odense C"],
        DigitalPost = true,
    };

    public static TheoryData<string> Names => [.. ChannelName.All];

    public static async Task<AllChannels> Open()
    {
        _ = Letters.Fonts;
        var all = new AllChannels();
        all._flow = new Flow(
            await RuleBooks.Begin(all._store, Repository.RuleBook, Repository.RuleFolder), Repository.Templates, all._store,
            [
                new OutboxChannel(all._folder.File("email"), new MailSender("no-reply@example.org", "Proactive"), all._clock),
                new TextMessageFolder(all._folder.File("text-message"), all._clock),
                new LetterChannel(new LetterOptions { Folder = all._folder.File("letter"), Sender = Letters.Sender, PdfSharpLicense = LetterOptions.Agpl }, all._clock),
                new DigitalPostFolder(all._folder.File("digital-post"), new DigitalPostSender { Cvr = "00000000", Name = "Kommunen" }, all._clock),
            ], Keys, all._clock);
        return all;
    }

    /// <summary>These persons move and are told of it.</summary>
    public async Task Tell(params Person[] movers)
    {
        await _store.SavePersons([.. movers.Select(p => (Keys.Of(p.Id), p))], CancellationToken.None);
        foreach (var mover in movers)
        {
            var json = $$"""{"specversion":"1.0","id":"m-{{mover.Id}}","source":"urn:test","type":"dk.cpr.person-moved.v1","subject":"{{mover.Id}}","data":{"movedOn":"2026-11-07","from":{"municipality":"0751"},"to":{"municipality":"0461"} } }""";
            Assert.Equal(ReceiptStatus.Accepted, (await _flow.Receive(Encoding.UTF8.GetBytes(json))).Status);
        }

        _clock.MoveTo(Begin.AddHours(1));
        await _flow.DeliverDue();
    }

    public async Task<CitizenFile> FileOf(Person person) => (await _store.Load([Keys.Of(person.Id)], CancellationToken.None))[0].File;

    /// <summary>Every file that the channels wrote, with its path below the folder.</summary>
    public IReadOnlyList<(string Path, byte[] Content)> Written =>
        [.. Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(f => (System.IO.Path.GetRelativePath(_folder.Path, f), File.ReadAllBytes(f)))];

    /// <summary>What a person reads of the one message that this channel wrote.</summary>
    public string Read(string channel) => Reading.Of(Assert.Single(Written, f => f.Path.StartsWith(channel, StringComparison.Ordinal) && Reading.IsMessage(f.Path)));

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }
}
