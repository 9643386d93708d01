using Microsoft.AspNetCore.Http;
using Proactive.Engine.Events;

namespace Proactive.Functions.Tests.Triggers;

/// <summary>What registries post goes on the queue, or is answered at once.</summary>
public sealed class OnEventPostedTests
{
    const string Structured = "application/cloudevents+json";
    const string Batch = "application/cloudevents-batch+json";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_that_can_be_read_is_queued_in_the_lane_of_its_citizen()
    {
        var world = await World.Begin();
        var (status, body, _) = await Post(world, World.Moved(), Structured);
        Assert.Equal((202, """{"status":"queued"}"""), (status, body));
        var message = Assert.Single(world.Bus.Sent);
        Assert.Equal(World.Moved(), message.Body.ToString());
        Assert.Equal(world.Anna.Value[..2], message.SessionId);
        Assert.Empty((await world.Story.File()).Journeys);

        await Post(world, World.Registered(), Structured);
        Assert.Single(world.Bus.Sent.Select(m => m.SessionId).Distinct());
        Assert.Equal(2, world.Bus.Sent.Select(m => m.MessageId).Distinct().Count());
    }

    [Fact]
    public async Task A_batch_goes_in_one_request_and_each_event_is_answered_for()
    {
        var world = await World.Begin();
        var (status, body, _) = await Post(world, $"[{World.Moved()},{World.Moved("m-2", "p-2")},{{}}]", Batch);
        Assert.Equal(207, status);
        Assert.StartsWith("""[{"status":"queued"},{"status":"queued"},{"status":"rejected","reason":"missing-attribute","path":"specversion",""", body, StringComparison.Ordinal);
        Assert.Equal(2, Assert.Single(world.Bus.Requests).Count);
        Assert.Single(await world.Rejected());

        (status, body, _) = await Post(world, $"{World.Moved()}\n{World.Registered()}\n", "application/x-ndjson");
        Assert.Equal((202, """[{"status":"queued"},{"status":"queued"}]"""), (status, body));
    }

    [Fact]
    public async Task Binary_mode_is_turned_into_the_event_it_means()
    {
        var world = await World.Begin();
        (string, string)[] attributes = [("ce-specversion", "1.0"), ("ce-id", "m-1"), ("ce-source", "urn:test"), ("ce-type", "dk.cpr.person-moved.v1"), ("ce-subject", "p-1")];
        var (status, _, _) = await Post(world, """{"movedOn":"2026-11-07","from":{"municipality":"0751"},"to":{"municipality":"0461"}}""", "application/json", attributes);
        Assert.Equal(202, status);
        await world.OnRegistryEvents.Run([.. world.Bus.Sent.Select(m => TestBus.AsReceived(m))], new Settled().Actions, Stop);
        Assert.Single((await world.Story.File()).Journeys);

        (status, _, _) = await Post(world, "{}", "application/json", ("ce-id", "\u00e6"));
        Assert.Equal(400, status);
        (status, _, _) = await Post(world, "{}", "text/html");
        Assert.Equal(415, status);
    }

    [Fact]
    public async Task What_would_be_rejected_is_answered_at_once_with_the_reason()
    {
        var world = await World.Begin();
        var (status, body, _) = await Post(world, World.Event("no.such.type", "x", "p-1", "{}"), Structured);
        Assert.Equal(422, status);
        Assert.Contains("\"title\":\"unknown-type\"", body, StringComparison.Ordinal);
        Assert.Contains($"\"rejectedId\":\"{Assert.Single(await world.Rejected()).Id}\"", body, StringComparison.Ordinal);
        Assert.Empty(world.Bus.Sent);

        (status, _, _) = await Post(world, new string(' ', EventReader.MaxBytes + 1), Structured);
        Assert.Equal(413, status);
        var request = Request.Post("[]", Batch);
        request.ContentLength = 8 * 1024 * 1024 + 1;
        Assert.Equal(413, (await Request.Answer(await world.OnEventPosted.Run(request, Stop), request)).Status);
    }

    [Fact]
    public async Task An_event_that_no_message_has_room_for_is_taken_in_at_once()
    {
        var world = await World.Begin();
        world.Bus.MostBytes = 300;
        var (status, body, _) = await Post(world, World.Moved(), Structured);
        Assert.Equal(201, status);
        Assert.StartsWith("""{"status":"accepted","key":""", body, StringComparison.Ordinal);
        Assert.Single((await world.Story.File()).Journeys);
        Assert.Empty(world.Bus.Sent);
    }

    [Fact]
    public async Task More_than_fits_into_one_request_goes_in_several()
    {
        var world = await World.Begin();
        world.Bus.MostBytes = 2000;
        var (status, _, _) = await Post(world, $"[{string.Join(',', Enumerable.Range(0, 10).Select(i => World.Moved($"m-{i}")))}]", Batch);
        Assert.Equal(202, status);
        Assert.Equal(10, world.Bus.Sent.Count());
        Assert.InRange(world.Bus.Requests.Count, 2, 9);
    }

    [Fact]
    public async Task While_the_bus_or_the_store_is_out_of_order_nothing_is_promised()
    {
        var world = await World.Begin();
        foreach (var down in new Exception[] { TestBus.Down(), TestBus.Down(Azure.Messaging.ServiceBus.ServiceBusFailureReason.ServiceBusy), new UnauthorizedAccessException() })
        {
            world.Bus.Fault = down;
            var (status, body, headers) = await Post(world, World.Moved(), Structured);
            Assert.Equal((503, "5"), (status, headers.RetryAfter.ToString()));
            Assert.DoesNotContain("p-1", body, StringComparison.Ordinal);
        }

        (world.Bus.Fault, world.Bus.MostBytes) = (null, 300);
        world.Store.OnSave = () => throw FaultyStore.Busy;
        Assert.Equal(503, (await Post(world, World.Moved(), Structured)).Status);
        Assert.DoesNotContain(world.Log.Lines, l => l.Contains("p-1", StringComparison.Ordinal) || l.Contains("anna", StringComparison.Ordinal));
    }

    static async Task<(int Status, string Body, IHeaderDictionary Headers)> Post(World world, string body, string contentType, params (string, string)[] headers)
    {
        var request = Request.Post(body, contentType, headers);
        return await Request.Answer(await world.OnEventPosted.Run(request, Stop), request);
    }
}
