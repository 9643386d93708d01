using Proactive.Channels.Gateways;
using Proactive.Channels.TextMessages;
using Proactive.Engine.Citizens;
using Proactive.Engine.Notices;
using Proactive.Engine.Rendering;

namespace Proactive.Adapters.Tests;

static class Texts
{
    public const string NoticeId = "abcdef0123456789abcdef0123456789";
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    public const string Phone = "+4520123456";

    public static Person Citizen { get; } = new() { Id = "0107801234", Name = "Søren Žižka", Phone = Phone };

    public static Message Notice { get; } = Saying("Du er flyttet: 4 ting at gøre, den første senest 6. november. Se din post. Reference ABCD-EF01.");

    public static Message Saying(string text) => new(NoticeId, NoticeKind.Start, "da", "Du er flyttet", "", text);

    public static GatewayOptions Gateway(Uri url) => new() { Url = url, Secrets = [Secret] };

    public static TextMessageOptions Options(Uri url) => new() { Gateway = Gateway(url), From = "Kommunen" };
}
