using System.Text;
using Proactive.Channels.TextMessages;
using Proactive.Engine.Delivery;
using Proactive.Testing;
using static Proactive.Adapters.Tests.Texts;

namespace Proactive.Adapters.Tests;

public sealed class TextMessageChannelTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_gateway_gets_the_message_as_json_and_nothing_in_the_address()
    {
        using var gateway = new LocalGateway(LocalGateway.Status(202));
        using var channel = new TextMessageChannel(Options(gateway.Url));
        Assert.Equal(new Outcome.Delivered("http-202"), await channel.Deliver(Notice, Citizen, Stop));

        var request = Assert.Single(gateway.Requests);
        Assert.Equal("POST /messages HTTP/1.1", request.Line);
        Assert.Equal("application/json", request.Headers["content-type"]);
        using var body = System.Text.Json.JsonDocument.Parse(request.Body);
        Assert.Equal(
            [("id", NoticeId), ("to", Phone), ("from", "Kommunen"), ("text", Notice.Text), ("encoding", "gsm-7"), ("parts", "1"), ("reference", "ABCD-EF01")],
            body.RootElement.EnumerateObject().Select(p => (p.Name, p.Value.ToString())));
    }

    [Fact]
    public async Task It_is_signed_so_that_the_gateway_knows_who_sends_it_and_when()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 21, 9, 30, 0, TimeSpan.Zero));
        using var gateway = new LocalGateway(LocalGateway.Status(200));
        using var channel = new TextMessageChannel(Options(gateway.Url), clock);
        await channel.Deliver(Notice, Citizen, Stop);
        var (headers, body) = (Assert.Single(gateway.Requests).Headers, Assert.Single(gateway.Requests).Body);

        WebhookCheck Check(string secret, byte[] bytes) => new WebhookSignature([secret]).Check(headers["webhook-id"], headers["webhook-timestamp"], headers["webhook-signature"], bytes, clock.GetUtcNow());
        Assert.Equal(NoticeId, headers["webhook-id"]);
        Assert.Equal(WebhookCheck.Genuine, Check(Secret, body));
        Assert.Equal(WebhookCheck.NoSignatureFits, Check($"whsec_{Convert.ToBase64String(new byte[32])}", body));
        Assert.Equal(WebhookCheck.NoSignatureFits, Check(Secret, [.. body, (byte)' ']));
    }

    [Fact]
    public async Task A_repetition_has_the_same_id_and_body_and_a_time_of_its_own()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 21, 9, 30, 0, TimeSpan.Zero));
        using var gateway = new LocalGateway(LocalGateway.Status(200));
        using var channel = new TextMessageChannel(Options(gateway.Url), clock);
        await channel.Deliver(Notice, Citizen, Stop);
        clock.Advance(TimeSpan.FromMinutes(5));
        await channel.Deliver(Notice, Citizen, Stop);
        var (first, second) = (gateway.Requests.First(), gateway.Requests.Last());
        Assert.Equal(first.Headers["webhook-id"], second.Headers["webhook-id"]);
        Assert.Equal(first.Body, second.Body);
        Assert.Equal(300, long.Parse(second.Headers["webhook-timestamp"], System.Globalization.CultureInfo.InvariantCulture) - long.Parse(first.Headers["webhook-timestamp"], System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Letters_beyond_the_phones_alphabet_arrive_as_they_are()
    {
        using var gateway = new LocalGateway(LocalGateway.Status(200));
        using var channel = new TextMessageChannel(Options(gateway.Url));
        await channel.Deliver(Saying("Příliš „žluťoučký“ kůň 🏠"), Citizen, Stop);
        using var body = System.Text.Json.JsonDocument.Parse(Assert.Single(gateway.Requests).Body);
        Assert.Equal(("Příliš „žluťoučký“ kůň 🏠", "ucs-2"), (body.RootElement.GetProperty("text").GetString(), body.RootElement.GetProperty("encoding").GetString()));
    }

    [Theory]
    [InlineData("Se borger.dk", Phone, "has-a-link")]
    [InlineData("Hej", "20123456", "invalid-number")]
    public async Task What_cannot_be_a_text_message_is_given_up_and_the_gateway_hears_nothing(string text, string phone, string reason)
    {
        using var gateway = new LocalGateway(LocalGateway.Status(200));
        using var channel = new TextMessageChannel(Options(gateway.Url));
        Assert.Equal(new Outcome.GiveUp(reason), await channel.Deliver(Saying(text), Citizen with { Phone = phone }, Stop));
        Assert.Empty(gateway.Requests);
    }

    [Theory]
    [InlineData(Phone, true)]
    [InlineData("not a number", true)]
    [InlineData(" ", false)]
    [InlineData(null, false)]
    public void Whoever_has_a_number_is_reached_even_if_it_proves_wrong(string? number, bool reached)
    {
        using var channel = new TextMessageChannel(Options(new Uri("https://gateway.example/")));
        Assert.Equal("text-message", channel.Name);
        Assert.Equal(reached, channel.AddressOf(Citizen with { Phone = number }) is not null);
    }

    [Fact]
    public async Task Many_at_once_share_the_connections_and_each_has_its_own_id()
    {
        using var gateway = new LocalGateway(LocalGateway.Status(200));
        using var channel = new TextMessageChannel(Options(gateway.Url));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => channel.Deliver(Notice with { NoticeId = $"{i:x32}" }, Citizen, Stop)));
        Assert.All(outcomes, o => Assert.Equal(new Outcome.Delivered("http-200"), o));
        Assert.Equal(50, gateway.Requests.Select(r => r.Headers["webhook-id"]).Distinct().Count());
        Assert.All(gateway.Requests, r => Assert.Contains(r.Headers["webhook-id"], Encoding.UTF8.GetString(r.Body), StringComparison.Ordinal));
    }
}
