using Azure.Core;
using Proactive.Channels.Smtp;

namespace Proactive.Functions.Mail;

/// <summary>A login by access token (OAuth 2), which is kept as long as it is good.</summary>
/// <param name="userName">The mailbox.</param>
/// <param name="scope">What the token is for: <c>https://outlook.office365.com/.default</c>.</param>
/// <param name="clock">Default the machine's.</param>
public sealed class OAuthLogin(string userName, TokenCredential credential, string scope, TimeProvider? clock = null)
{
    // A session is opened with it at once, but not every machine's clock is right.
    static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    readonly TimeProvider _clock = clock ?? TimeProvider.System;
    readonly SemaphoreSlim _one = new(1);
    AccessToken? _kept;

    public string UserName => userName;

    /// <exception cref="RelayException">There is none to be had.</exception>
    internal async Task<RelayToken> Token(CancellationToken cancellation)
    {
        // Sessions that open at the same time ask once.
        await _one.WaitAsync(cancellation);
        try
        {
            if (_kept is { } kept && (kept.RefreshOn ?? kept.ExpiresOn - Margin) > _clock.GetUtcNow()) return new RelayToken(kept.Token, false);
            var token = await credential.GetTokenAsync(new TokenRequestContext([scope]), cancellation);
            _kept = token;
            return new RelayToken(token.Token, true);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Who issues tokens fails in ways of its own, and says why in its own log.
            throw new RelayException("login-token-unavailable");
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The relay does not take it.</summary>
    internal void Forget(RelayToken token)
    {
        if (_kept?.Token == token.Text) _kept = null;
    }

    public override string ToString() => "a login by token";
}

/// <param name="IsNew">False: it had been kept.</param>
sealed record RelayToken(string Text, bool IsNew)
{
    // A record's generated text would print it.
    public override string ToString() => "a token";
}
