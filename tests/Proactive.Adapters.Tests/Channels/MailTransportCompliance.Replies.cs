using Proactive.Engine.Delivery;
using static Proactive.Adapters.Tests.Mails;

namespace Proactive.Adapters.Tests;

/// <summary>What a relay may answer, and what is none.</summary>
public abstract partial class MailTransportCompliance
{
    [Fact]
    public async Task An_answer_is_understood_however_it_is_cut_into_packets()
    {
        using var relay = new ScriptedRelay(verb => verb switch { "EHLO" => "250-here\r\n250-SIZE 1000\r\n250 PIPELINING", "." => "250-2.0.0 ok\r\n250 2.0.0 queued", _ => null }) { BeforeEachByte = () => { } };
        Assert.Equal(new Outcome.Delivered("smtp-250"), await Deliver(relay));
    }

    [Theory]
    [InlineData("250")]
    [InlineData("250 ")]
    [InlineData("250-\r\n250")]
    [InlineData("250 ok\n250 and more")]
    [InlineData("250-\u00e6\u0000\u0007\r\n250 \u001b[31m")]
    public async Task Answers_at_the_edge_of_the_grammar_are_understood(string answer)
    {
        using var relay = new ScriptedRelay(verb => verb == "." ? answer : null);
        Assert.Equal(new Outcome.Delivered("smtp-250"), await Deliver(relay));
    }

    public static TheoryData<string, string> Nonsense => new()
    {
        { "endless lines", string.Concat(Enumerable.Repeat("250-more\r\n", 100_000)) },
        { "a line of 100 KB", "250 " + new string('x', 100_000) },
        { "a line of 100 KB without a status", new string('x', 100_000) },
        { "no status", "hello" },
        { "two digits", "25 ok" },
        { "four digits", "2500 ok" },
        { "a sign", "+25 ok" },
        { "a status that there is not", "199 ok" },
        { "another that there is not", "600 ok" },
        { "a status that changes", "250-ok\r\n251 ok" },
        { "a line of nothing", " \r\n250 ok" },
        { "another protocol", "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n" },
        { "zeros", "\0\0\0\0\0\0" },
    };

    [Theory, MemberData(nameof(Nonsense))]
    public async Task Nonsense_before_the_message_is_tried_again(string what, string answer)
    {
        foreach (var stage in new[] { "CONNECT", "EHLO", "MAIL", "RCPT", "DATA" })
        {
            using var relay = new ScriptedRelay(verb => verb == stage ? answer : null);
            Assert.Equal((what, stage, new Outcome.TryAgain("protocol-error")), (what, stage, await Deliver(relay)));
            Assert.Empty(relay.Messages);
        }
    }

    [Theory, MemberData(nameof(Nonsense))]
    public async Task Nonsense_after_the_message_leaves_the_outcome_unknown(string what, string answer)
    {
        using var relay = new ScriptedRelay(verb => verb == "." ? answer : null);
        Assert.Equal((what, new Outcome.Unknown("protocol-error-after-data")), (what, await Deliver(relay)));
    }

    [Theory]
    [InlineData("MAIL", "354 go on")]
    [InlineData("RCPT", "354 go on")]
    [InlineData("DATA", "250 ok")]
    [InlineData("CONNECT", "354 go on")]
    public async Task An_answer_to_another_question_is_nonsense(string stage, string answer)
    {
        using var relay = new ScriptedRelay(verb => verb == stage ? answer : null);
        Assert.Equal(new Outcome.TryAgain("protocol-error"), await Deliver(relay));
        Assert.Empty(relay.Messages);
    }

    [Fact]
    public async Task An_answer_too_many_does_not_shift_the_answers_to_the_next_message()
    {
        using var relay = new ScriptedRelay((connection, verb) => (connection, verb) switch { (_, "EHLO") => "250-here\r\n250 PIPELINING", (1, ".") => "250 ok\r\n250 ok", (2, "RCPT") => "550 unknown", _ => null });
        await using var channel = Channel(Relay(relay.Port));
        Assert.Equal(new Outcome.Delivered("smtp-250"), await channel.Deliver(NoticeNumber(1), Citizen, Stop));
        Assert.Equal(new Outcome.GiveUp("refused-550"), await channel.Deliver(NoticeNumber(2), Citizen, Stop));
        Assert.Equal(2, relay.Connections);
    }
}
