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
    readonly Lock _lock = new();
    Task<AccessToken>? _token;

    public string UserName => userName;

    /// <exception cref="RelayException">There is none to be had.</exception>
    internal async Task<RelayToken> Token(CancellationToken cancellation)
    {
        var (asked, isNew) = Asked();
        try
        {
            return new RelayToken((await asked.WaitAsync(cancellation)).Token, isNew);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Forget(asked);
            throw;
        }
        catch (Exception)
        {
            Forget(asked);
            // Who issues tokens fails in ways of its own, and says why in its own log.
            throw new RelayException("login-token-unavailable");
        }
    }

    /// <summary>The relay does not take the one that is kept.</summary>
    internal void Forget()
    {
        lock (_lock) _token = null;
    }

    // Sessions that open at the same time ask once.
    (Task<AccessToken> Asked, bool IsNew) Asked()
    {
        lock (_lock)
        {
            if (_token is { IsCompleted: true } kept && IsGood(kept)) return (kept, false);
            if (_token is not { IsCompleted: false }) _token = Task.Run(async () => await credential.GetTokenAsync(new TokenRequestContext([scope]), CancellationToken.None));
            return (_token, true);
        }
    }

    bool IsGood(Task<AccessToken> kept) => kept.IsCompletedSuccessfully && (kept.Result.RefreshOn ?? kept.Result.ExpiresOn - Margin) > _clock.GetUtcNow();

    void Forget(Task<AccessToken> asked)
    {
        lock (_lock)
        {
            if (_token == asked) _token = null;
        }
    }

    public override string ToString() => "a login by token";
}

/// <param name="IsNew">False: it had been kept.</param>
sealed record RelayToken(string Text, bool IsNew)
{
    // A record's generated text would print it.
    public override string ToString() => "a token";
}
