using System.Text;
using MailKit.Security;
using Proactive.Channels.Smtp;

namespace Proactive.Functions.Mail;

/// <summary>The login at a relay: by token, or by password as our own client does it.</summary>
sealed class MailKitLogin(NoticeSmtpClient client, RelayTalk talk, MailKitOptions options)
{
    /// <exception cref="RelayException">The relay offers no way that we have, or refuses.</exception>
    public async Task LogIn(CancellationToken cancellation)
    {
        if (options.OAuth is not { } login)
        {
            if (!await IsLetIn(ByPassword(options.Relay.UserName!, options.Relay.Password!))) throw RelayException.OfLogin(talk.Last);
            return;
        }

        var token = await login.Token(cancellation);
        if (await IsLetIn(ByToken(login.UserName, token.Text))) return;
        login.Forget();
        // One that was kept may have been withdrawn before its time; one that is new is refused for another reason.
        if (token.IsNew || talk.IsOver || !talk.Last.IsAboutLogin || !await IsLetIn(ByToken(login.UserName, (await login.Token(cancellation)).Text)))
            throw RelayException.OfLogin(talk.Last);
    }

    SaslMechanism ByPassword(string user, string password) => client.AuthenticationMechanisms switch
    {
        var offered when offered.Contains("PLAIN") => new SaslMechanismPlain(Encoding.UTF8, user, password),
        var offered when offered.Contains("LOGIN") => new SaslMechanismLogin(Encoding.UTF8, user, password),
        _ => throw new RelayException("login-not-offered"),
    };

    SaslMechanism ByToken(string user, string token) => client.AuthenticationMechanisms switch
    {
        // First the one that every issuer's relay knows; in the other MailKit 4.17 names port -1.
        var offered when offered.Contains("XOAUTH2") => new SaslMechanismOAuth2(user, token),
        var offered when offered.Contains("OAUTHBEARER") => new SaslMechanismOAuthBearer(user, token),
        _ => throw new RelayException("login-not-offered"),
    };

    async Task<bool> IsLetIn(SaslMechanism way)
    {
        try
        {
            await client.AuthenticateAsync(way, CancellationToken.None);
            return true;
        }
        catch (AuthenticationException)
        {
            return false;
        }
        catch (Exception failure) when (MailKitFailure.IsExpected(failure))
        {
            throw MailKitFailure.Of(failure, talk);
        }
    }
}
