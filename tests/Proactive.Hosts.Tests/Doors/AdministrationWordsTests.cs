using Proactive.Engine;
using Proactive.Engine.Events;
using Proactive.Engine.Journeys;
using Proactive.Engine.Notices;
using Proactive.Engine.Rules;
using Proactive.Testing;
using Proactive.Web.Administration.Parts;
using Proactive.Web.Pages;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>Every name of the engine's has words, in every language.</summary>
public sealed class AdministrationWordsTests
{
    static readonly PhraseBook Book = new(Repository.TemplateFolder);

    public static TheoryData<string> Locales => [.. PhraseBook.Locales];

    [Theory, MemberData(nameof(Locales))]
    public void Languages_have_the_same_words(string locale) => Assert.Equal(KeysOf("en"), KeysOf(locale));

    static IEnumerable<string> KeysOf(string locale) => Book.In(locale).Keys.Where(k => k.StartsWith("administration.", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    [Theory, MemberData(nameof(Locales))]
    public void Every_value_of_the_engines_has_a_name(string locale)
    {
        var words = Book.In(locale);
        foreach (var state in Enum.GetValues<NoticeState>()) Assert.NotEmpty(words.Name("administration.state-", state));
        foreach (var kind in Enum.GetValues<NoticeKind>()) Assert.NotEmpty(words.Name("administration.kind-", kind));
        foreach (var state in Enum.GetValues<StepState>()) Assert.NotEmpty(words.Name("administration.step-", state));
        foreach (var state in Enum.GetValues<JourneyState>()) Assert.NotEmpty(words.Name("administration.journey-", state));
        foreach (var role in Enum.GetValues<EventRole>()) Assert.NotEmpty(words.Name("administration.event-", role));
        foreach (var status in Enum.GetValues<ReceiptStatus>()) Assert.NotEmpty(words.Name("administration.receipt-", status));
        foreach (var result in Enum.GetValues<Engine.Delivery.AttemptResult>()) Assert.NotEmpty(words.Name("administration.try-", result));
        foreach (var reason in Enum.GetValues<RejectionReason>()) Assert.NotEmpty(words[$"administration.rejected-{Rejection.CodeOf(reason)}"]);
        foreach (var channel in ChannelName.All) Assert.NotEqual(channel, words.Channel(channel));
    }

    [Theory]
    [InlineData("deceased", "the person has died")]
    [InlineData("refused-550", "refused (550)")]
    [InlineData("5.1.1", "there is no such mailbox (5.1.1)")]
    [InlineData("told-in-3F2A-90BC", "told in the message 3F2A-90BC")]
    [InlineData("sent-again: He has a new phone", "sent again by hand: He has a new phone")]
    [InlineData("something-of-a-gateway", "something-of-a-gateway")]
    [InlineData(null, "")]
    public void A_reason_reads_as_a_sentence_and_an_unknown_one_as_it_is(string? reason, string words) => Assert.Equal(words, Book.In("en").Reason(reason));

    [Theory]
    [InlineData("en", "1 234 567", "1.8", "42 %")]
    [InlineData("da", "1 234 567", "1,8", "42 %")]
    [InlineData("cs", "1 234 567", "1,8", "42 %")]
    public void Numbers_are_written_as_the_language_does(string locale, string number, string mean, string share)
    {
        var words = Book.In(locale);
        Assert.Equal((number, mean, share), (words.Number(1_234_567).Replace('\u00a0', ' '), words.Decimal(1.8), words.Share(42, 100).Replace('\u00a0', ' ')));
        Assert.Equal("–", words.Share(0, 0));
    }
}
