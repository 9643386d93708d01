using Proactive.Channels.Email;
using Proactive.Engine.Citizens;
using Proactive.Engine.Notices;
using Proactive.Engine.Rendering;

namespace Proactive.Adapters.Tests;

static class Mails
{
    public const string NoticeId = "abcdef0123456789abcdef0123456789";

    public static MailSender Sender { get; } = new("no-reply@kommune.example", "Københavns Kommune, Borgerservice", "borger@kommune.example", "notices.kommune.example");

    public static Person Citizen { get; } = new() { Id = "0107801234", Name = "Søren Žižka", Email = "soeren@borger.example" };

    public static Message Notice { get; } = new(
        NoticeId, NoticeKind.Start, "da", "Din flytning: 4 ting at gøre, den første senest 6. november – příliš žluťoučký kůň",
        "<!DOCTYPE html>\n<html lang=\"da\"><title>Din flytning</title><p style=\"margin:0\">Meld flytning – æøåÆØÅ 🏠 ěščřžýáíé</p></html>\n",
        "Din flytning: 4 ting at gøre.\n\n1. Meld flytning senest 6. november\n   Příliš žluťoučký kůň úpěl ďábelské ódy 🏠\n");

    public static EmailOptions Relay(int port) => new() { Host = "127.0.0.1", Port = port, From = Sender, Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>The same notice for somebody else, so to speak.</summary>
    public static Message NoticeNumber(int number) => Notice with { NoticeId = $"{number:x32}" };
}
