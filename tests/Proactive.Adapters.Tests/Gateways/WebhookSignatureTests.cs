using System.Text;
using Proactive.Engine.Delivery;

namespace Proactive.Adapters.Tests;

public sealed class WebhookSignatureTests
{
    // The vector that the reference libraries of Standard Webhooks share.
    const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    const string Published = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    const string Wrong = "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=";

    static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1614265330);
    static readonly byte[] Body = """{"test": 2432232314}"""u8.ToArray();
    static readonly WebhookSignature Signature = new([Secret]);

    static string Another { get; } = $"whsec_{Convert.ToBase64String(Enumerable.Range(0, 64).Select(i => (byte)i).ToArray())}";

    [Fact]
    public void The_published_example_is_signed_as_published()
    {
        Assert.Equal(Published, Signature.Sign(Id, At, Body));
        Assert.Equal("1614265330", WebhookSignature.Timestamp(At));
        Assert.Equal(WebhookCheck.Genuine, Check());
    }

    [Theory]
    [InlineData(null, "1614265330", Published)]
    [InlineData(Id, null, Published)]
    [InlineData(Id, "1614265330", null)]
    [InlineData("", "1614265330", Published)]
    [InlineData(Id, "", Published)]
    [InlineData(Id, "1614265330", "")]
    public void A_request_without_one_of_the_headers_says_so(string? id, string? timestamp, string? signatures) =>
        Assert.Equal(WebhookCheck.HeadersMissing, Signature.Check(id, timestamp, signatures, Body, At));

    [Theory]
    [InlineData("yesterday")]
    [InlineData("1614265330.5")]
    [InlineData(" 1614265330")]
    [InlineData("+1614265330")]
    [InlineData("-1")]
    [InlineData("99999999999999999999999")]
    [InlineData("2021-02-25T15:02:10Z")]
    public void A_time_that_is_no_whole_number_of_seconds_is_malformed(string timestamp) =>
        Assert.Equal(WebhookCheck.HeadersMalformed, Signature.Check(Id, timestamp, Published, Body, At));

    [Theory]
    [InlineData(-301, WebhookCheck.TooEarly)]
    [InlineData(-300, WebhookCheck.Genuine)]
    [InlineData(300, WebhookCheck.Genuine)]
    [InlineData(301, WebhookCheck.TooOld)]
    public void Five_minutes_either_way_are_tolerated(int later, WebhookCheck check) =>
        Assert.Equal(check, Signature.Check(Id, "1614265330", Published, Body, At.AddSeconds(later)));

    [Theory]
    [InlineData("0")]
    [InlineData("9223372036854775807")]
    public void A_time_as_far_away_as_numbers_go_is_not_near(string timestamp) =>
        Assert.Contains(Signature.Check(Id, timestamp, Published, Body, At), new[] { WebhookCheck.TooOld, WebhookCheck.TooEarly });

    [Theory]
    [InlineData(Wrong)]
    [InlineData("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("v1,")]
    [InlineData("v1,not base64")]
    [InlineData("v1,g0hM9SsE")]
    [InlineData(" ")]
    public void A_signature_of_another_kind_or_content_does_not_fit(string signatures) =>
        Assert.Equal(WebhookCheck.NoSignatureFits, Signature.Check(Id, "1614265330", signatures, Body, At));

    [Fact]
    public void What_is_signed_can_neither_change_nor_move_from_one_part_to_another()
    {
        Assert.Equal(WebhookCheck.NoSignatureFits, Check(body: """{"test":2432232314}"""u8.ToArray()));
        Assert.Equal(WebhookCheck.NoSignatureFits, Check(id: "msg_other"));
        Assert.Equal(WebhookCheck.NoSignatureFits, Signature.Check(Id, "1614265331", Published, Body, At));

        // The same text is signed, read in another way.
        var moved = Encoding.ASCII.GetBytes("1614265331.body");
        var signed = Signature.Sign("a", At, moved);
        Assert.Equal(WebhookCheck.Genuine, Signature.Check("a", "1614265330", signed, moved, At));
        Assert.Equal(WebhookCheck.HeadersMalformed, Signature.Check("a.1614265330", "1614265331", signed, "body"u8.ToArray(), At));
        Assert.Throws<ArgumentException>(() => Signature.Sign("a.1", At, Body));
    }

    [Fact]
    public void While_a_secret_is_replaced_both_sign_and_either_is_accepted()
    {
        var both = new WebhookSignature([Another, Secret]);
        var signed = both.Sign(Id, At, Body);
        Assert.Equal(2, signed.Split(' ').Length);
        Assert.Equal(Published, signed.Split(' ')[1]);
        Assert.Equal(WebhookCheck.Genuine, Check(signed));
        Assert.Equal(WebhookCheck.Genuine, new WebhookSignature([Another]).Check(Id, "1614265330", signed, Body, At));
        Assert.Equal(WebhookCheck.Genuine, both.Check(Id, "1614265330", Published, Body, At));
        Assert.Equal(WebhookCheck.Genuine, Check($"{Wrong} v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==  {Published} {Wrong}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_bm90IGVub3VnaA==")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS")]
    [InlineData("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void A_secret_of_another_form_or_length_is_refused_without_quoting_it(string secret)
    {
        var refused = Assert.Throws<ArgumentException>(() => new WebhookSignature([secret]));
        Assert.Equal("the webhook secret is not 'whsec_' followed by 24 to 64 bytes in base64", refused.Message);
        Assert.Equal(refused.Message, WebhookSignature.ProblemOf(secret));
    }

    [Fact]
    public void A_good_secret_has_no_problem_and_none_at_all_is_refused()
    {
        Assert.Null(WebhookSignature.ProblemOf(Secret));
        Assert.Null(WebhookSignature.ProblemOf(Another));
        Assert.Throws<ArgumentException>(() => new WebhookSignature([]));
    }

    static WebhookCheck Check(string signatures = Published, string id = Id, byte[]? body = null) => Signature.Check(id, "1614265330", signatures, body ?? Body, At);
}
