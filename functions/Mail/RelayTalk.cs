using MailKit;
using Proactive.Channels.Smtp;

namespace Proactive.Functions.Mail;

/// <summary>
/// Overhears MailKit and the relay, the words and not their encryption. So it knows how far a message has come, which MailKit does not
/// tell, and how much time is left for what comes next. It keeps statuses and the first words of commands, nothing else.
/// </summary>
sealed class RelayTalk(Transmission way) : IProtocolLogger
{
    readonly AskedCommands _asked = new();
    readonly OverheardReplies _replies = new();
    Transmission? _way = way;
    bool _inBody, _bodyIsOut;

    // The last five bytes of the message: nothing in it can look like its end, because dots that begin a line are doubled.
    const long EndOfMessage = 0x0D_0A_2E_0D_0A;
    long _tail;

    public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

    /// <summary>For the next read or write.</summary>
    public CancellationToken Time { get; private set; } = way.ToAsk();

    /// <summary>What the relay said last.</summary>
    public SmtpReply Last { get; private set; }

    /// <summary>With what it refused first: the session, or else the message at hand.</summary>
    public SmtpReply? Refusal { get; private set; }

    public bool WasRefusedTls { get; private set; }

    /// <summary>The time or the caller ended it.</summary>
    public bool WasStopped { get; private set; }

    /// <summary>The relay said what is no reply, or what nobody asked for.</summary>
    public bool IsNonsense { get; private set; }

    /// <summary>Nothing may be said in this session any more.</summary>
    public bool IsOver { get; private set; }

    public void Begin(Transmission next)
    {
        (_way, Refusal, _inBody, _bodyIsOut) = (next, null, false, false);
        Time = next.ToAsk();
    }

    /// <param name="time">For the last word.</param>
    public void TakeLeave(CancellationToken time) => (_way, Time) = (null, time);

    /// <summary>The whole message is in MailKit's hands; from now on any write may hold its end.</summary>
    public void BodyIsOut() => _bodyIsOut = true;

    /// <summary>Before each write.</summary>
    /// <exception cref="RelayException">The session is no longer one in which anything should be said.</exception>
    public void MayGoOn()
    {
        if (IsOver || IsNonsense) throw RelayException.Unintelligible();
    }

    public void Stopped(bool whileWriting)
    {
        WasStopped = true;
        // Cut short, the write may have taken anything.
        if (whileWriting && _inBody && _bodyIsOut && _way is { } cut) cut.HandedOver = true;
    }

    public void LogClient(byte[] buffer, int offset, int count)
    {
        foreach (var said in buffer.AsSpan(offset, count))
        {
            if (!_inBody) _asked.Hear(said);
            else if ((_tail = (_tail << 8 | said) & 0xFF_FFFF_FFFF) == EndOfMessage) HandedOver();
        }
    }

    public void LogServer(byte[] buffer, int offset, int count)
    {
        foreach (var said in buffer.AsSpan(offset, count))
        {
            // MailKit would take it for the answer to what it asks next.
            if (!_asked.Any) IsNonsense = true;
            else if (Hear(said) is { } reply) Answered(_asked.Next(), reply);
        }
    }

    public void LogConnect(Uri uri)
    {
        // It is known where to.
    }

    public void Dispose()
    {
        // Nothing is held.
    }

    SmtpReply? Hear(byte said)
    {
        try
        {
            return _replies.Hear(said);
        }
        catch (RelayException)
        {
            IsNonsense = true;
            throw;
        }
    }

    void Answered(string command, SmtpReply reply)
    {
        Last = reply;
        if (_way is { } asking && command is "MAIL" or "RCPT" or "DATA") asking.Answered |= !reply.IsGoodbye;
        if (reply.IsRefusal && command is not ("RSET" or "AUTH")) Refusal ??= reply;
        WasRefusedTls |= command == "STARTTLS" && !reply.IsDone;
        // A relay that does not open the session as it should is not asked in another way, and one that waits for no message gets none.
        IsOver |= reply.IsGoodbye || (command is "CONNECT" or "EHLO" or "STARTTLS" && !reply.IsDone) || (command == "DATA" && !reply.IsRefusal && reply.Status != 354);
        if (command == "DATA" && reply.Status == 354) (_inBody, _tail, Time) = (true, 0x0D_0A, _way!.ToHandOver());
        else AllowTime();
    }

    void HandedOver()
    {
        _inBody = false;
        _way!.HandedOver = true;
        _asked.EndOfMessage();
    }

    void AllowTime()
    {
        if (_way is { HandedOver: false } asking) Time = asking.ToAsk();
    }
}
