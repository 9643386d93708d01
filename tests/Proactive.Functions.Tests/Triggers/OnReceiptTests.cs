using System.Text;
using Microsoft.AspNetCore.Http;
using Proactive.Engine.Delivery;
using Proactive.Engine.Notices;
using Proactive.Functions.Http;

namespace Proactive.Functions.Tests.Triggers;

/// <summary>Receipts come in by their signature alone.</summary>
public sealed class OnReceiptTests
{
    static readonly WebhookSignature Ours = new([$"whsec_{Convert.ToBase64String(new byte[24])}"]);
    static readonly WebhookSignature Another = new([$"whsec_{Convert.ToBase64String(Enumerable.Repeat((byte)7, 24).ToArray())}"]);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_signed_bounce_reaches_its_notice_once()
    {
        var world = await Delivered();
        var bounce = await Bounce(world);
        Assert.Equal((200, """{"applied":1,"known":0,"kept":0}"""), await Post(world, bounce, Ours));
        Assert.Equal((200, """{"applied":0,"known":1,"kept":0}"""), await Post(world, bounce, Ours));
        Assert.Contains((await world.Story.File()).Notices, n => n.State == NoticeState.Bounced);
    }

    [Fact]
    public async Task Whoever_cannot_sign_is_turned_away()
    {
        var world = await Delivered();
        var bounce = await Bounce(world);
        Assert.Equal(401, (await Post(world, bounce, Another)).Status);
        Assert.Equal(401, (await Post(world, bounce, null)).Status);
        Assert.Equal(401, (await Post(world, bounce, Ours, TimeSpan.FromMinutes(-6))).Status);
        Assert.Equal(401, (await Post(world, bounce, Ours, changed: bounce + " ")).Status);
        Assert.DoesNotContain((await world.Story.File()).Notices, n => n.State == NoticeState.Bounced);
    }

    [Fact]
    public async Task What_is_no_receipt_is_told_so()
    {
        var world = await Delivered();
        Assert.Equal(415, (await Post(world, "<html>", Ours, contentType: "text/html")).Status);
        Assert.Equal(400, (await Post(world, "{}", Ours, contentType: "application/json")).Status);
        Assert.Equal(413, (await Post(world, new string(' ', 1024 * 1024 + 1), Ours)).Status);
    }

    [Fact]
    public async Task While_the_store_has_no_room_the_gateway_comes_again()
    {
        var world = await Delivered();
        var bounce = await Bounce(world);
        world.Store.OnSave = () => throw FaultyStore.Busy;
        Assert.Equal(503, (await Post(world, bounce, Ours)).Status);
        world.Store.OnSave = () => { };
        Assert.Equal(200, (await Post(world, bounce, Ours)).Status);
    }

    [Fact]
    public async Task Without_a_secret_there_is_no_door()
    {
        var world = await World.Begin();
        var request = Request.Post("{}", "application/json");
        Assert.Equal(404, (await Request.Answer(await Trigger(world, null).Run(request, Stop), request)).Status);
    }

    static async Task<World> Delivered()
    {
        var world = await World.Begin();
        await world.Hears(World.Moved());
        await world.UntilDue();
        await world.OnSweep.Run(new(), Stop);
        return world;
    }

    static async Task<string> Bounce(World world)
    {
        var notice = (await world.Story.File()).Notices.Single(n => n.State == NoticeState.Sent);
        return $"""
            From: MAILER-DAEMON@example.org
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary=b

            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; example.org
            Original-Envelope-Id: {notice.Id}

            Final-Recipient: rfc822; anna@example.org
            Action: failed
            Status: 5.1.1

            --b--

            """;
    }

    static async Task<(int Status, string Body)> Post(World world, string body, WebhookSignature? signature, TimeSpan late = default, string? changed = null, string contentType = "message/rfc822")
    {
        var at = world.Story.Clock.GetUtcNow() + late;
        (string, string)[] headers = signature is null ? [] :
        [
            (WebhookSignature.IdHeader, "r-1"), (WebhookSignature.TimestampHeader, WebhookSignature.Timestamp(at)), (WebhookSignature.SignatureHeader, signature.Sign("r-1", at, Encoding.UTF8.GetBytes(changed ?? body))),
        ];
        var request = Request.Post(body, contentType, headers);
        var (status, text, _) = await Request.Answer(await Trigger(world, Ours).Run(request, Stop), request);
        return (status, text);
    }

    static OnReceipt Trigger(World world, WebhookSignature? signature) => new(new ReceiptDoor(world.Flow, signature, world.Story.Clock), world.Trouble);
}
