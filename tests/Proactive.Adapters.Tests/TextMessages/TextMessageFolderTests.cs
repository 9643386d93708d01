using Proactive.Channels.TextMessages;
using Proactive.Engine.Delivery;
using Proactive.Testing;
using static Proactive.Adapters.Tests.Texts;

namespace Proactive.Adapters.Tests;

public sealed class TextMessageFolderTests : IDisposable
{
    readonly TempFolder _folder = new();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    string[] Files => [.. Directory.EnumerateFileSystemEntries(_folder.File("out")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_notice_becomes_a_file_named_by_time_reference_and_kind_with_what_a_phone_would_show()
    {
        Assert.Equal(new Outcome.Delivered("20261121-0930-ABCD-EF01-start.txt"), await Outbox().Deliver(Saying("Du er flyttet – 4 ting"), Citizen, Stop));
        Assert.Equal(["20261121-0930-ABCD-EF01-start.txt"], Files);
        Assert.Equal($"To: {Phone}\nId: {NoticeId}\nParts: 1 (gsm-7)\n\nDu er flyttet - 4 ting\n", await File.ReadAllTextAsync(_folder.File("out/20261121-0930-ABCD-EF01-start.txt"), Stop));
    }

    [Fact]
    public async Task The_same_notice_later_or_after_a_restart_is_not_written_again_and_another_of_its_reference_is()
    {
        var first = await Outbox().Deliver(Notice, Citizen, Stop);
        Assert.Equal(first, await Outbox(minutesLater: 90).Deliver(Notice, Citizen, Stop));
        var twin = Notice with { NoticeId = "abcdef01ffffffffffffffffffffffff" };
        Assert.Equal(new Outcome.Delivered("20261121-0931-abcdef01ffffffffffffffffffffffff-start.txt"), await Outbox(1).Deliver(twin, Citizen, Stop));
        Assert.Equal(new Outcome.Delivered("20261121-0931-abcdef01ffffffffffffffffffffffff-start.txt"), await Outbox(5).Deliver(twin, Citizen, Stop));
        Assert.Equal(2, Files.Length);
    }

    [Theory]
    [InlineData("Se borger.dk", Phone, "has-a-link")]
    [InlineData("Hej", "20123456", "invalid-number")]
    public async Task What_a_gateway_would_not_be_given_is_not_written_either(string text, string phone, string reason)
    {
        Assert.Equal(new Outcome.GiveUp(reason), await Outbox().Deliver(Saying(text), Citizen with { Phone = phone }, Stop));
        Assert.False(Directory.Exists(_folder.File("out")));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_tried_again_and_works_once_it_can()
    {
        await File.WriteAllTextAsync(_folder.File("out"), "a file where the folder should be", Stop);
        var outbox = Outbox();
        Assert.Equal(new Outcome.TryAgain("outbox-not-writable"), await outbox.Deliver(Notice, Citizen, Stop));
        File.Delete(_folder.File("out"));
        Assert.IsType<Outcome.Delivered>(await outbox.Deliver(Notice, Citizen, Stop));
        Assert.Equal((TimeSpan.Zero, "text-message", Phone), (await outbox.Enter(Stop), outbox.Name, outbox.AddressOf(Citizen)));
    }

    TextMessageFolder Outbox(int minutesLater = 0) => new(_folder.File("out"), new UtcClock(new DateTimeOffset(2026, 11, 21, 9, 30, 0, TimeSpan.Zero).AddMinutes(minutesLater)));

    sealed class UtcClock(DateTimeOffset now) : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => now;
    }
}
