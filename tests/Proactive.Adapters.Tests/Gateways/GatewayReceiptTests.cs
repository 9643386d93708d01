using System.Text;
using Proactive.Channels.Gateways;
using Proactive.Engine.Delivery;
using static Proactive.Adapters.Tests.Texts;

namespace Proactive.Adapters.Tests;

public sealed class GatewayReceiptTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 21, 9, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("delivered", ReportedResult.Delivered)]
    [InlineData("buffered", ReportedResult.Delayed)]
    [InlineData("failed", ReportedResult.Bounced)]
    [InlineData("rejected", ReportedResult.Bounced)]
    public void Each_status_is_reported(string status, ReportedResult result)
    {
        var report = Assert.Single(Read($$"""{"id":"{{NoticeId}}","status":"{{status}}","at":"2026-11-21T10:29:58+01:00"}""").Reports);
        Assert.Equal(new DeliveryReport(NoticeId, "text-message", result, status, new DateTimeOffset(2026, 11, 21, 9, 29, 58, TimeSpan.Zero)), report);
    }

    [Theory]
    [InlineData("letter"), InlineData("digital-post"), InlineData("text-message")]
    public void It_may_be_about_another_channel(string channel)
    {
        var read = GatewayReceipt.Read("application/json", Encoding.UTF8.GetBytes($$"""{"id":"abcdef0123456789abcdef0123456789","channel":"{{channel}}","status":"returned","at":"2026-11-21T09:29:58Z"}"""), DateTimeOffset.MaxValue)!;
        Assert.Equal(new DeliveryReport("abcdef0123456789abcdef0123456789", channel, ReportedResult.Bounced, "returned", new DateTimeOffset(2026, 11, 21, 9, 29, 58, TimeSpan.Zero)), Assert.Single(read.Reports));
    }

    [Fact]
    public void The_networks_code_is_kept_and_other_members_are_left_unread()
    {
        var report = Assert.Single(Read($$"""{"id":"{{NoticeId}}","status":"failed","code":"27","at":"2026-11-21T09:29:58.123Z","to":"{{Phone}}","price":[1]}""").Reports);
        Assert.Equal("failed-27", report.Detail);
        Assert.Equal("failed", Assert.Single(Read($$"""{"id":"{{NoticeId}}","status":"failed","code":null,"at":"2026-11-21T09:29:58Z"}""").Reports).Detail);
    }

    [Fact]
    public void A_phone_that_was_off_too_long_puts_the_message_on_another_way_and_not_the_number_in_doubt()
    {
        var report = Assert.Single(Read($$"""{"id":"{{NoticeId}}","status":"expired","code":"9","at":"2026-11-21T09:29:58Z"}""").Reports);
        Assert.Equal((ReportedResult.Bounced, "4.4.7"), (report.Result, report.Detail));
        Assert.False(AddressDoubt.IsRaisedBy(report.Detail));
        Assert.True(AddressDoubt.IsRaisedBy("failed-27"));
    }

    [Fact]
    public void That_it_was_sent_on_is_no_news()
    {
        var read = Read($$"""{"id":"{{NoticeId}}","status":"sent","at":"2026-11-21T09:29:58Z"}""");
        Assert.Empty(read.Reports);
        Assert.Null(read.Problem);
    }

    [Theory]
    [InlineData("""{"status":"delivered","at":"2026-11-21T09:29:58Z"}""", "'id'")]
    [InlineData("""{"id":17,"status":"delivered","at":"2026-11-21T09:29:58Z"}""", "'id'")]
    [InlineData("""{"id":"ABCD-EF01","status":"delivered","at":"2026-11-21T09:29:58Z"}""", "'id'")]
    [InlineData("""{"id":"abcdef0123456789abcdef0123456789\n","status":"delivered","at":"2026-11-21T09:29:58Z"}""", "'id'")]
    [InlineData("""{"id":"abcdef0123456789abcdef0123456789","at":"2026-11-21T09:29:58Z"}""", "'status'")]
    [InlineData("""{"id":"abcdef0123456789abcdef0123456789","status":"lost","at":"2026-11-21T09:29:58Z"}""", "'status'")]
    [InlineData("""{"id":"abcdef0123456789abcdef0123456789","status":"Delivered","at":"2026-11-21T09:29:58Z"}""", "'status'")]
    [InlineData("""{"id":"abcdef0123456789abcdef0123456789","status":"delivered"}""", "'at'")]
    [InlineData("""{"id":"abcdef0123456789abcdef0123456789","status":"delivered","at":"2026-11-21T09:29:58"}""", "'at'")]
    [InlineData("""{"id":"abcdef0123456789abcdef0123456789","status":"delivered","at":"2026-11-21 09:29:58+01:00"}""", "'at'")]
    [InlineData("""{"id":"abcdef0123456789abcdef0123456789","status":"delivered","at":"21.11.2026 09:29"}""", "'at'")]
    [InlineData("""{"id":"abcdef0123456789abcdef0123456789","status":"delivered","at":1795253398}""", "'at'")]
    [InlineData("""{"id":"abcdef0123456789abcdef0123456789","status":"failed","code":"no such number +4520123456","at":"2026-11-21T09:29:58Z"}""", "'code'")]
    [InlineData("""{"id":"abcdef0123456789abcdef0123456789","status":"failed","code":"4520123456","at":"2026-11-21T09:29:58Z"}""", "'code'")]
    [InlineData("""{"id":"abcdef0123456789abcdef0123456789","status":"failed","code":27,"at":"2026-11-21T09:29:58Z"}""", "'code'")]
    [InlineData("""{"id":"abcdef0123456789abcdef0123456789","status":"failed","status":"delivered","at":"2026-11-21T09:29:58Z"}""", "stands once")]
    [InlineData("""{"id":"abcdef0123456789abcdef0123456789","status":"deliv""", "stands once")]
    [InlineData("""{"id":"\ud800","status":"delivered","at":"2026-11-21T09:29:58Z"}""", "stands once")]
    [InlineData("""{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":1}}}}}}}}}""", "stands once")]
    [InlineData("""{"id":"abcdef0123456789abcdef0123456789","channel":"email","status":"delivered","at":"2026-11-21T09:29:58Z"}""", "'channel'")]
    [InlineData("""{"id":"abcdef0123456789abcdef0123456789","channel":null,"status":"delivered","at":"2026-11-21T09:29:58Z"}""", "'channel'")]
    [InlineData("""[]""", "not a JSON object")]
    [InlineData("", "stands once")]
    public void What_cannot_be_relied_on_is_unreadable_and_the_words_say_why_and_quote_nothing(string body, string why)
    {
        var read = Read(body);
        Assert.Empty(read.Reports);
        Assert.Contains(why, read.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("20123456", read.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_receipt_as_large_as_a_book_is_not_parsed() =>
        Assert.Equal("the receipt is larger than 20 KB", Read(new string(' ', 30_000)).Problem);

    [Theory]
    [InlineData("application/json; charset=utf-8", "{", true)]
    [InlineData("Application/JSON", "{", true)]
    [InlineData("", " \r\n{", true)]
    [InlineData("", "Return-Path: <>", false)]
    [InlineData("", "", false)]
    [InlineData("message/delivery-status", "{", false)]
    [InlineData("application/cloudevents+json", "{", false)]
    public void Other_kinds_are_left_to_other_readers(string contentType, string body, bool ours) =>
        Assert.Equal(ours, GatewayReceipt.Read(contentType, Encoding.UTF8.GetBytes(body), Now) is not null);

    static ReportRead Read(string body) => GatewayReceipt.Read("application/json", Encoding.UTF8.GetBytes(body), Now)!;
}
