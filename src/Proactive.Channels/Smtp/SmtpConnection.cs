using System.Text;
using Proactive.Channels.Email;

namespace Proactive.Channels.Smtp;

/// <summary>A session in which we speak to the relay ourselves.</summary>
sealed class SmtpConnection : IRelaySession
{
    // Relays limit how many they take in one session; what is left of 100 to gain is a hundredth of a connection.
    const int MaxMessages = 100;

    // So much goes out in one write with the final dot.
    const int OneWrite = 64 * 1024;

    static readonly TimeSpan ToQuit = TimeSpan.FromSeconds(1);

    readonly RelayLine _line;
    RelayFeatures _features = new();
    int _messages;

    SmtpConnection(RelayLine line) => _line = line;

    public bool IsFree { get; private set; } = true;

    public bool IsSpent => _messages >= MaxMessages;

    public bool IsAlive => _line.IsQuiet;

    /// <summary>Connects, encrypts if so required, and logs in.</summary>
    /// <exception cref="RelayException">The relay refuses, or is not as the settings require.</exception>
    public static async Task<SmtpConnection> Open(EmailOptions options, Transmission way)
    {
        var connection = new SmtpConnection(await RelayLine.Connect(options.Host, options.Port, way.ToConnect()));
        try
        {
            await connection.Begin(options, way);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async Task<SmtpReply> Send(NoticeMail mail, Transmission way)
    {
        IsFree = false;
        var reply = await (_features.Pipelining ? AskAtOnce(mail, way) : AskInTurn(mail, way));
        if (reply.IsRefusal) return reply;

        reply = await HandOver(mail.Bytes, way);
        _messages++;
        IsFree = !reply.IsGoodbye;
        return reply;
    }

    public async Task Quit(TimeProvider clock)
    {
        using var time = new CancellationTokenSource(ToQuit, clock);
        try
        {
            await _line.Ask("QUIT", time.Token);
        }
        catch (Exception failure) when (SmtpFailure.IsExpected(failure))
        {
            // It is over either way.
        }

        await DisposeAsync();
    }

    public ValueTask DisposeAsync() => _line.DisposeAsync();

    async Task Begin(EmailOptions options, Transmission way)
    {
        MustBeDone(await _line.Read(way.ToAsk()));
        await Hello(way);
        if (options.Tls)
        {
            if (!_features.StartTls || !(await _line.Ask("STARTTLS", way.ToAsk())).IsDone) throw new RelayException("tls-not-offered");
            await _line.Encrypt(options, way.ToAsk());
            // What was said before could have been anybody's words.
            await Hello(way);
        }

        if (!string.IsNullOrEmpty(options.UserName)) await SmtpLogin.LogIn(_line, _features, options, way.ToAsk());
    }

    async Task Hello(Transmission way)
    {
        _features = new RelayFeatures();
        MustBeDone(await _line.Ask($"EHLO {_line.OwnName}", way.ToAsk(), _features.Hear));
    }

    static void MustBeDone(SmtpReply reply)
    {
        if (!reply.IsDone) throw reply.IsRefusal ? new RelayException(reply) : RelayException.Unintelligible();
    }

    async Task<SmtpReply> AskInTurn(NoticeMail mail, Transmission way)
    {
        foreach (var command in Commands(mail))
        {
            var reply = await _line.Ask(command, way.ToAsk());
            way.Answered |= !reply.IsGoodbye;
            if (reply.IsRefusal) return await StartOver(reply, unread: 0, way);
            MustFit(reply, command);
        }

        return default;
    }

    async Task<SmtpReply> AskAtOnce(NoticeMail mail, Transmission way)
    {
        var commands = Commands(mail);
        await _line.Write(Encoding.ASCII.GetBytes(string.Join("\r\n", commands) + "\r\n"), way.ToAsk());
        for (var i = 0; i < commands.Length; i++)
        {
            var reply = await _line.Read(way.ToAsk());
            way.Answered |= !reply.IsGoodbye;
            if (reply.IsRefusal) return await StartOver(reply, unread: commands.Length - i - 1, way);
            MustFit(reply, commands[i]);
        }

        return default;
    }

    // A bounce then names the notice, and returns the headers without the words.
    string[] Commands(NoticeMail mail) => [$"MAIL FROM:<{mail.From}>{(_features.Dsn ? $" RET=HDRS ENVID={mail.EnvelopeId}" : "")}", $"RCPT TO:<{mail.To}>", "DATA"];

    static void MustFit(SmtpReply reply, string command)
    {
        if (command == "DATA" ? !reply.GoOn : !reply.IsDone) throw RelayException.Unintelligible();
    }

    // The refusal stands, whatever the relay says now: that only tells whether the session can be used again.
    async Task<SmtpReply> StartOver(SmtpReply refusal, int unread, Transmission way)
    {
        if (refusal.IsGoodbye) return refusal;
        try
        {
            SmtpReply rest = default;
            while (unread-- > 0) rest = await _line.Read(way.ToAsk());
            // A relay that now waits for a message is left waiting: nothing that we could send is one.
            IsFree = !rest.GoOn && (await _line.Ask("RSET", way.ToAsk())).IsDone;
        }
        catch (Exception failure) when (SmtpFailure.IsExpected(failure))
        {
            IsFree = false;
        }

        return refusal;
    }

    async Task<SmtpReply> HandOver(ReadOnlyMemory<byte> mail, Transmission way)
    {
        using var block = new DataBlock(mail.Span);
        var end = block.Bytes.Length - Math.Min(block.Bytes.Length, OneWrite);
        if (end > 0) await _line.Write(block.Bytes[..end], way.ToHandOver());
        try
        {
            // If this fails, the system has not taken all of it, and what it has not taken is the end: the dot.
            await _line.Write(block.Bytes[end..], way.ToHandOver());
        }
        catch (OperationCanceledException)
        {
            // Cut short by the time, it may have taken anything.
            way.HandedOver = true;
            throw;
        }

        way.HandedOver = true;
        var reply = await _line.Read(way.ToHandOver());
        return reply.IsRefusal || reply.Status == 250 ? reply : throw RelayException.Unintelligible();
    }
}
