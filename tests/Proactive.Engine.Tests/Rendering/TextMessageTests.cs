using Proactive.Engine.Journeys;
using Proactive.Engine.Notices;
using Proactive.Engine.Rendering;
using Proactive.Engine.Rules;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Rendering;

/// <summary>What fits in a text message: one line, and nothing a phone or a lock screen should not show.</summary>
public sealed class TextMessageTests
{
    public static TheoryData<string> Languages => ["da", "en", "cs"];

    [Theory, MemberData(nameof(Languages))]
    public void Every_life_event_fits(string language)
    {
        foreach (var guide in Repository.RuleBook.Guides.Where(g => g.Country.Languages.Contains(language)))
        {
            foreach (var kind in Enum.GetValues<NoticeKind>())
            {
                var text = Tellings.Rendered(Tellings.AsText(Tellings.To(language, Tellings.Everything(guide, kind)))).Text;
                var byGuardian = Tellings.Rendered(Tellings.AsText(Tellings.To(language, Tellings.Everything(guide, kind)) with { Subject = Tellings.Child })).Text;
                Assert.True(TextMessageParts.Of(text) <= (language == "cs" ? 2 : 1), $"{guide.Id} {kind}: {text.Length} characters in {TextMessageParts.Of(text)} parts: {text}");
                Assert.True(TextMessageParts.Of(byGuardian) <= (language == "cs" ? 3 : 2), $"{guide.Id} {kind}: {byGuardian.Length} characters in {TextMessageParts.Of(byGuardian)} parts: {byGuardian}");
                Assert.Contains(guide.Title.In(language), text, StringComparison.Ordinal);
                Assert.DoesNotContain("  ", text, StringComparison.Ordinal);
                Assert.DoesNotContain("://", text, StringComparison.Ordinal);
                if (guide.Discreet) Assert.DoesNotContain(guide.Steps, s => text.Contains(s.Agency.Name.In(language), StringComparison.OrdinalIgnoreCase));
            }
        }
    }

    [Fact]
    public async Task A_text_message_is_one_line_without_a_page()
    {
        var part = await Tellings.Move();
        var message = Tellings.Rendered(Tellings.AsText(Tellings.To("en", part)));
        Assert.Equal(("", message.Text), (message.Html, message.Subject));
        Assert.Null(message.Document);
        Assert.DoesNotContain('\n', message.Text);
        Assert.EndsWith($"Ref. {part.Notice.Reference}", message.Text, StringComparison.Ordinal);
        Assert.Equal(part.Journey.Steps.Where(s => s.State.IsOpen()).Select(s => s.Id).Order(), message.Steps.Select(s => s.Id).Order());
    }

    [Fact]
    public async Task No_name_is_in_a_text_message_so_none_becomes_a_link()
    {
        var telling = Tellings.AsText(Tellings.To("en", await Tellings.Move()));
        foreach (var name in new[] { "dr.dk", "John.Smith", "😀" })
            Assert.Equal(Tellings.Rendered(telling).Text, Tellings.Rendered(telling with { Reader = telling.Reader with { Name = name } }).Text);
    }
}
