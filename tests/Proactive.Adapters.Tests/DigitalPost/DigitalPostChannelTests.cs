using System.Text;
using Proactive.Channels.DigitalPost;
using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Testing;
using static Proactive.Adapters.Tests.Memos;

namespace Proactive.Adapters.Tests;

public sealed class DigitalPostChannelTests : IDisposable
{
    readonly TempFolder _folder = new();
    readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 21, 9, 30, 0, TimeSpan.Zero));

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    string[] Files => [.. Directory.EnumerateFiles(_folder.File("out"), "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_folder.File("out"), f).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_gateway_gets_the_xml_signed_and_nothing_in_the_address()
    {
        using var gateway = new LocalGateway(LocalGateway.Status(202));
        using var channel = new DigitalPostChannel(Sender, Texts.Gateway(gateway.Url), _clock);
        Assert.Equal(new Outcome.Delivered("http-202"), await channel.Deliver(Notice, Citizen, Stop));
        var request = Assert.Single(gateway.Requests);
        Assert.Equal(("POST /messages HTTP/1.1", "application/xml", NoticeId), (request.Line, request.Headers["content-type"], request.Headers["webhook-id"]));
        Assert.Empty(MemoRules.Broken(request.Body));
        Assert.Equal(WebhookCheck.Genuine, new WebhookSignature([Texts.Secret]).Check(NoticeId, request.Headers["webhook-timestamp"], request.Headers["webhook-signature"], request.Body, _clock.GetUtcNow()));
    }

    [Theory]
    [InlineData(422, typeof(Outcome.GiveUp))]
    [InlineData(503, typeof(Outcome.TryAgain))]
    public async Task What_a_gateway_answers_means_the_same_as_for_text_messages(int status, Type outcome)
    {
        using var gateway = new LocalGateway(LocalGateway.Status(status, "Retry-After: 60"));
        using var channel = new DigitalPostChannel(Sender, Texts.Gateway(gateway.Url), _clock);
        Assert.IsType(outcome, await channel.Deliver(Notice, Citizen, Stop));
        Assert.Equal(status == 503 ? TimeSpan.FromSeconds(60) : TimeSpan.Zero, await channel.Enter(Stop));
    }

    [Fact]
    public async Task What_cannot_be_digital_post_is_given_up_and_goes_nowhere()
    {
        using var gateway = new LocalGateway(LocalGateway.Status(202));
        using var channel = new DigitalPostChannel(Sender, Texts.Gateway(gateway.Url), _clock);
        Assert.Equal(new Outcome.GiveUp("has-no-page"), await channel.Deliver(Notice with { Html = "" }, Citizen, Stop));
        Assert.Equal(new Outcome.GiveUp("invalid-person-number"), await Folder().Deliver(Notice, Citizen with { Id = "p-1" }, Stop));
        Assert.Empty(gateway.Requests);
        Assert.False(Directory.Exists(_folder.File("out")));
    }

    [Theory]
    [InlineData(true, "0107801234", true)]
    [InlineData(false, "0107801234", false)]
    [InlineData(true, "010780-1234", false)]
    [InlineData(true, "p-1", false)]
    public void Whoever_is_connected_and_has_a_Danish_number_is_reached_by_it(bool connected, string id, bool reached)
    {
        var person = Citizen with { DigitalPost = connected, Id = id };
        using var channel = new DigitalPostChannel(Sender, Texts.Gateway(new Uri("https://gateway.example/")), _clock);
        foreach (var one in new IChannel[] { channel, Folder() })
            Assert.Equal(("digital-post", reached ? id : null), (one.Name, one.AddressOf(person)));
    }

    [Fact]
    public async Task Whoever_has_a_protected_address_is_reached_and_no_address_is_in_it()
    {
        var person = Citizen with { Protected = true, Address = ["Hemmelig Vej 7", "5000 Odense C"], Phone = "+4520123456", Email = "soeren@borger.example" };
        Assert.True(Engine.Notices.Guards.MayTravelBy(Folder().Name, person));
        await Folder().Deliver(Notice, person, Stop);
        var xml = await File.ReadAllTextAsync(_folder.File($"out/2026-11-21/{NoticeId}.xml"), Stop);
        foreach (var secret in new[] { "Hemmelig", "Odense C", "20123456", "soeren@" }) Assert.DoesNotContain(secret, xml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_gets_a_file_a_notice_by_day()
    {
        Assert.Equal(new Outcome.Delivered($"2026-11-21/{NoticeId}.xml"), await Folder().Deliver(Notice, Citizen, Stop));
        Assert.Equal([$"2026-11-21/{NoticeId}.xml"], Files);
        var xml = await File.ReadAllBytesAsync(_folder.File($"out/2026-11-21/{NoticeId}.xml"), Stop);
        Assert.Empty(MemoRules.Broken(xml));
        Assert.StartsWith("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<memo:Message ", Encoding.UTF8.GetString(xml), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_notice_on_another_day_or_after_a_restart_is_not_written_again()
    {
        var first = await Folder().Deliver(Notice, Citizen, Stop);
        var bytes = await File.ReadAllBytesAsync(_folder.File($"out/2026-11-21/{NoticeId}.xml"), Stop);
        _clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(first, await Folder().Deliver(Notice, Citizen, Stop));
        Assert.Equal(new Outcome.Delivered($"2026-11-24/{7:x32}.xml"), await Folder().Deliver(Notice with { NoticeId = $"{7:x32}" }, Citizen, Stop));
        Assert.Equal([$"2026-11-21/{NoticeId}.xml", $"2026-11-24/{7:x32}.xml"], Files);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(_folder.File($"out/2026-11-21/{NoticeId}.xml"), Stop));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_tried_again_and_works_once_it_can()
    {
        await File.WriteAllTextAsync(_folder.File("out"), "a file where the folder should be", Stop);
        var folder = Folder();
        Assert.Equal(new Outcome.TryAgain("folder-not-writable"), await folder.Deliver(Notice, Citizen, Stop));
        File.Delete(_folder.File("out"));
        Assert.IsType<Outcome.Delivered>(await folder.Deliver(Notice, Citizen, Stop));
        Assert.Equal(TimeSpan.Zero, await folder.Enter(Stop));
    }

    DigitalPostFolder Folder() => new(_folder.File("out"), Sender, _clock);
}
