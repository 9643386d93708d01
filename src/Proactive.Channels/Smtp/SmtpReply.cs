namespace Proactive.Channels.Smtp;

/// <summary>What a relay answered: its status and nothing else, because its words may quote an address.</summary>
public readonly record struct SmtpReply(int Status)
{
    public bool IsDone => Status is >= 200 and < 300;

    public bool GoOn => Status is >= 300 and < 400;

    public bool IsRefusal => Status >= 400;

    /// <summary>The relay ends the session, whatever it was asked (RFC 5321 3.8).</summary>
    public bool IsGoodbye => Status == 421;

    /// <summary>The login or TLS is not as the relay wants it (RFC 4954 6, RFC 3207 4).</summary>
    public bool IsAboutLogin => Status is 530 or 534 or 535 or 538;
}
