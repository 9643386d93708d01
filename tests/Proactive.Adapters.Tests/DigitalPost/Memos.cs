using System.Text;
using System.Xml.Linq;
using Proactive.Channels.DigitalPost;
using Proactive.Engine.Citizens;
using Proactive.Engine.Notices;
using Proactive.Engine.Rendering;

namespace Proactive.Adapters.Tests;

static class Memos
{
    public const string NoticeId = "abcdef0123456789abcdef0123456789";

    public static readonly XNamespace Memo = "https://DigitalPost.dk/MeMo-1";

    public static DateTimeOffset Now { get; } = new(2026, 11, 21, 10, 30, 0, TimeSpan.FromHours(1));

    public static DigitalPostSender Sender { get; } = new() { Cvr = "12345678", Name = "Odense Kommune" };

    public static Person Citizen { get; } = new() { Id = "0107801234", Name = "Søren Žižka", DigitalPost = true };

    public static Message Notice { get; } = new(NoticeId, NoticeKind.Start, "da", "Din flytning: 4 ting at gøre, den første senest 6. november", "<!DOCTYPE html>\n<html lang=\"da\"><p>Meld flytning – æøå 🏠</p></html>\n", "Meld flytning")
    {
        Steps =
        [
            Step("report-address") with { Due = new DateOnly(2026, 11, 6), Bring = ["MitID", "Lejekontrakt"], Action = new Uri("https://www.borger.dk/meld-flytning"), ActionLabel = "Meld flytning" },
            Step("choose-doctor") with { Due = new DateOnly(2026, 7, 1), Action = new Uri("https://www.sundhed.dk/"), ActionLabel = "" },
            Step("name-on-mailbox"),
            Step("new-health-card") with { Automatic = true, Due = new DateOnly(2026, 12, 1), Bring = ["intet"], Action = new Uri("https://www.borger.dk/") },
        ],
    };

    public static MessageStep Step(string id) => new(id, $"Trin {id}", "", null, null, false, "Kommunen", null, "", [], "", "");

    public static XElement Header(this XElement message) => message.Element(Memo + "MessageHeader")!;

    public static XElement Document(this XElement message) => message.Element(Memo + "MessageBody")!.Element(Memo + "MainDocument")!;

    public static IReadOnlyList<XElement> Actions(this XElement message) => [.. message.Document().Elements(Memo + "Action")];

    public static string? Text(this XElement element, string name) => element.Element(Memo + name)?.Value;

    public static string Page(this XElement message) => Encoding.UTF8.GetString(Convert.FromBase64String(message.Document().Element(Memo + "File")!.Text("content")!));

    /// <summary>A message that breaks no rule of MeMo.</summary>
    public static XElement Written(Message message, Person? person = null, DigitalPostSender? sender = null)
    {
        var (xml, refusal) = MemoMessage.Of(message, person ?? Citizen, sender ?? Sender, Now);
        Assert.Null(refusal);
        Assert.Empty(MemoRules.Broken(xml!));
        return XDocument.Parse(Encoding.UTF8.GetString(xml!)).Root!;
    }
}
