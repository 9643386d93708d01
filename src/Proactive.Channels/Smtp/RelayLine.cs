using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Proactive.Channels.Email;

namespace Proactive.Channels.Smtp;

/// <summary>The line to a relay: bytes out, replies in, in the clear or over TLS.</summary>
sealed class RelayLine : IAsyncDisposable
{
    readonly Socket _socket;
    Stream _stream;
    ReplyReader _replies;

    RelayLine(Socket socket)
    {
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
        _replies = new ReplyReader(_stream);
    }

    /// <summary>True if nothing has come that was not asked for; a relay that has closed the line is not quiet either.</summary>
    public bool IsQuiet => !_replies.HasMore && RelaySocket.IsQuiet(_socket);

    /// <summary>Our end of the line as EHLO names it (RFC 5321 4.1.3); the machine's name is nobody's business.</summary>
    public string OwnName
    {
        get
        {
            var address = RelaySocket.OwnAddress(_socket);
            return address.AddressFamily == AddressFamily.InterNetwork ? $"[{address}]" : $"[IPv6:{address}]";
        }
    }

    /// <exception cref="SocketException">There is no such host, or it does not answer.</exception>
    public static async Task<RelayLine> Connect(string host, int port, CancellationToken cancellation) => new(await RelaySocket.Connect(host, port, cancellation));

    public ValueTask Write(ReadOnlyMemory<byte> bytes, CancellationToken cancellation) => _stream.WriteAsync(bytes, cancellation);

    /// <summary>Sends one command and reads its answer.</summary>
    public async ValueTask<SmtpReply> Ask(string command, CancellationToken cancellation, Action<ReadOnlySpan<byte>>? line = null)
    {
        await Write(Encoding.ASCII.GetBytes(command + "\r\n"), cancellation);
        return await Read(cancellation, line);
    }

    public ValueTask<SmtpReply> Read(CancellationToken cancellation, Action<ReadOnlySpan<byte>>? line = null) => _replies.Read(cancellation, line);

    /// <summary>Everything after this is encrypted, and the relay is who its certificate says.</summary>
    public async Task Encrypt(EmailOptions options, CancellationToken cancellation)
    {
        // Said in the clear by whoever is in between, it would be taken for the relay's own words.
        if (_replies.HasMore) throw RelayException.Unintelligible();
        var secured = new SslStream(_stream);
        try
        {
            await secured.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = options.Host, CertificateChainPolicy = options.CertificatePolicy }, cancellation);
        }
        catch (Exception failure) when (failure is AuthenticationException or IOException)
        {
            await secured.DisposeAsync();
            throw new RelayException("tls-failed");
        }

        _stream = secured;
        _replies = new ReplyReader(secured);
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();
}
