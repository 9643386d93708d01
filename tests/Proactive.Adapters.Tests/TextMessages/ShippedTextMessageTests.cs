using Proactive.Channels.TextMessages;
using Proactive.Engine.Notices;
using Proactive.Testing;

namespace Proactive.Adapters.Tests;

/// <summary>Every message of the shipped life events, in every language of their country, as a text message.</summary>
public sealed class ShippedTextMessageTests
{
    public static TheoryData<string> LifeEvents => [.. Repository.RuleBook.Guides.Select(g => g.Id)];

    [Theory, MemberData(nameof(LifeEvents))]
    public async Task All_its_messages_fit_in_a_text_message(string lifeEvent)
    {
        var guide = Repository.RuleBook.Guide(lifeEvent)!;
        var told = (await ShippedNotices.Of(guide.Country.Id, "text-message")).Where(n => n.Guide == lifeEvent).Select(n => n.Message).ToList();
        Assert.All(guide.Country.Languages, language => Assert.Contains(told, m => m.Kind == NoticeKind.Start && m.Locale == language));
        foreach (var message in told)
        {
            var (text, refusal) = TextMessage.Of(message, Texts.Citizen, 3);
            Assert.True(refusal is null, $"{refusal}: {message.Text}");
            Assert.True(message.Locale == "cs" || text!.Text.Coding == TextCoding.Gsm7, $"dear: {message.Text}");
            Assert.DoesNotContain("Žluťoučký", text!.Text.Text, StringComparison.Ordinal);
        }
    }
}
