using System.Text;

namespace Proactive.Channels.Smtp;

/// <summary>What a relay says in its answer to EHLO that it can do, as far as it matters here.</summary>
sealed class RelayFeatures
{
    bool _named;

    public bool StartTls { get; private set; }

    /// <summary>Takes several commands at once (RFC 2920).</summary>
    public bool Pipelining { get; private set; }

    /// <summary>Knows what is asked about bounces (RFC 3461).</summary>
    public bool Dsn { get; private set; }

    /// <summary>The ways to log in, in capitals.</summary>
    public IReadOnlyCollection<string> Logins { get; private set; } = [];

    /// <param name="line">One line of the answer.</param>
    public void Hear(ReadOnlySpan<byte> line)
    {
        // The first is the relay's name, whatever it is.
        if (!_named)
        {
            _named = true;
            return;
        }

        var words = Encoding.ASCII.GetString(line).ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        StartTls |= words is ["STARTTLS", ..];
        Pipelining |= words is ["PIPELINING", ..];
        Dsn |= words is ["DSN", ..];
        if (words is ["AUTH", .. var logins]) Logins = logins;
    }
}
