using System.Text;
using Proactive.Channels.Email;

namespace Proactive.Channels.Smtp;

/// <summary>The login at a relay (RFC 4954), by PLAIN or, where that is not offered, LOGIN.</summary>
static class SmtpLogin
{
    /// <exception cref="RelayException">The relay offers neither way, or refuses.</exception>
    public static async Task LogIn(RelayLine line, RelayFeatures features, EmailOptions options, CancellationToken cancellation)
    {
        var reply = features switch
        {
            _ when features.Logins.Contains("PLAIN") => await line.Ask($"AUTH PLAIN {Base64($"\0{options.UserName}\0{options.Password}")}", cancellation),
            _ when features.Logins.Contains("LOGIN") => await InSteps(line, options, cancellation),
            _ => throw new RelayException("login-not-offered"),
        };
        if (!reply.IsDone) throw RelayException.OfLogin(reply);
    }

    static async Task<SmtpReply> InSteps(RelayLine line, EmailOptions options, CancellationToken cancellation)
    {
        var reply = await line.Ask("AUTH LOGIN", cancellation);
        if (reply.GoOn) reply = await line.Ask(Base64(options.UserName!), cancellation);
        return reply.GoOn ? await line.Ask(Base64(options.Password!), cancellation) : reply;
    }

    static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
