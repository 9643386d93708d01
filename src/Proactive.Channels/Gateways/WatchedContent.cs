using System.Net;

namespace Proactive.Channels.Gateways;

/// <summary>A body that knows whether it has begun to go out.</summary>
sealed class WatchedContent(byte[] body) : HttpContent
{
    volatile bool _begun;

    public bool Begun => _begun;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellation)
    {
        _begun = true;
        return stream.WriteAsync(body, cancellation).AsTask();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
