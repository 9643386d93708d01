using Proactive.Engine.Notices;
using Proactive.Testing;
using static Proactive.Adapters.Tests.Memos;

namespace Proactive.Adapters.Tests;

/// <summary>Every message of the shipped Danish life events, in both languages, as digital post.</summary>
public sealed class ShippedDigitalPostTests
{
    public static TheoryData<string> LifeEvents => [.. Repository.RuleBook.Guides.Select(g => g.Id).Where(id => id.StartsWith("dk/", StringComparison.Ordinal))];

    [Theory, MemberData(nameof(LifeEvents))]
    public async Task All_its_messages_are_good_digital_post(string lifeEvent)
    {
        var told = (await ShippedNotices.Of("dk", "digital-post")).Where(n => n.Guide == lifeEvent).Select(n => n.Message).ToList();
        Assert.Contains(told, m => m is { Kind: NoticeKind.Start, Locale: "da" });
        Assert.Contains(told, m => m is { Kind: NoticeKind.Start, Locale: "en" });
        foreach (var message in told)
        {
            var written = Written(message);
            Assert.Equal(message.Html, written.Page());
            // Nothing had to be cut.
            Assert.Equal(message.Subject, written.Header().Text("label"));
            Assert.Equal(message.Subject, written.Header().Text("notification"));
            Assert.DoesNotContain(Citizen.Id, message.Subject, StringComparison.Ordinal);
            var mine = message.Steps.Where(s => !s.Automatic).ToList();
            Assert.Equal(mine.Count(s => s.Bring.Count > 0), written.Actions().Count(a => a.Text("actionCode") == "FORBEREDELSE"));
            Assert.Equal(mine.Select(s => s.Action?.AbsoluteUri).OfType<string>(), written.Actions().Select(a => a.Element(Memo + "EntryPoint")?.Text("url")).OfType<string>());
            Assert.Equal(written.Actions().Count, written.Actions().Select(a => (a.Text("actionCode"), a.Text("label"))).Distinct().Count());
            Assert.All(written.Actions(), a => Assert.DoesNotContain('…', a.Text("label")!));
        }
    }
}
