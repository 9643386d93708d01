using System.Net.Sockets;
using MailKit.Security;
using MimeKit;
using Proactive.Channels.Email;
using Proactive.Channels.Smtp;

namespace Proactive.Functions.Mail;

/// <summary>A session in which MailKit speaks to the relay, over a connection of ours that knows how long it may take.</summary>
sealed class MailKitSession : IRelaySession
{
    // As many as our own client: relays limit how many they take in one session.
    const int MaxMessages = 100;

    static readonly TimeSpan ToQuit = TimeSpan.FromSeconds(1);

    readonly Socket _socket;
    readonly RelayTalk _talk;
    readonly NoticeSmtpClient _client;
    int _messages;

    MailKitSession(Socket socket, MailKitOptions options, Transmission way)
    {
        _socket = socket;
        _talk = new RelayTalk(way);
        _client = new NoticeSmtpClient(_talk, options.Relay.CertificatePolicy) { LocalDomain = RelaySocket.OwnAddress(socket).ToString() };
    }

    public bool IsFree { get; private set; } = true;

    public bool IsSpent => _messages >= MaxMessages;

    public bool IsAlive => !_talk.IsNonsense && _client.IsConnected && RelaySocket.IsQuiet(_socket);

    /// <summary>Connects, encrypts if so required, and logs in.</summary>
    /// <exception cref="RelayException">The relay refuses, or is not as the settings require.</exception>
    public static async Task<IRelaySession> Open(MailKitOptions options, Transmission way)
    {
        var session = new MailKitSession(await RelaySocket.Connect(options.Relay.Host, options.Relay.Port, way.ToConnect()), options, way);
        try
        {
            await session.Begin(options, way);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    public async Task<SmtpReply> Send(NoticeMail mail, Transmission way)
    {
        IsFree = false;
        _talk.Begin(way);
        try
        {
            using var message = NoticeMessage.Of(mail, _talk.BodyIsOut);
            _client.EnvelopeId = mail.EnvelopeId;
            await _client.SendAsync(message, new MailboxAddress("", mail.From), [new MailboxAddress("", mail.To)], CancellationToken.None);
            _messages++;
        }
        catch (Exception failure) when (MailKitFailure.IsExpected(failure))
        {
            // The first refusal stands, whatever became of the session afterwards.
            if (_talk.Refusal is not { } refusal) throw MailKitFailure.Of(failure, _talk);
            IsFree = _client.IsConnected && !_talk.IsOver;
            return refusal;
        }

        IsFree = !_talk.IsOver;
        return _talk.Last;
    }

    public async Task Quit(TimeProvider clock)
    {
        using var time = new CancellationTokenSource(ToQuit, clock);
        _talk.TakeLeave(time.Token);
        try
        {
            await _client.DisconnectAsync(quit: true, CancellationToken.None);
        }
        catch (Exception failure) when (MailKitFailure.IsExpected(failure))
        {
            // It is over either way.
        }

        await DisposeAsync();
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    async Task Begin(MailKitOptions options, Transmission way)
    {
        try
        {
            var tls = options.Relay.Tls ? SecureSocketOptions.StartTls : SecureSocketOptions.None;
            await _client.ConnectAsync(new RelayStream(_socket, _talk), options.Relay.Host, options.Relay.Port, tls, CancellationToken.None);
        }
        catch (Exception failure) when (MailKitFailure.IsExpected(failure))
        {
            throw MailKitFailure.ToOpen(failure, _talk);
        }

        if (options.OAuth is not null || !string.IsNullOrEmpty(options.Relay.UserName)) await new MailKitLogin(_client, _talk, options).LogIn(way.ToAsk());
    }
}
