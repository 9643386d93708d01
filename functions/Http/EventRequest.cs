using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Proactive.Engine.Events;

namespace Proactive.Functions.Http;

/// <summary>What a registry posted: the events in it, or why it is none.</summary>
/// <param name="IsBatch">Each event is answered by itself.</param>
/// <param name="Rejection">Why the request cannot be turned into an event.</param>
/// <param name="Supported">False: it is no CloudEvent in any of the forms there are.</param>
sealed record EventRequest(IReadOnlyList<ReadOnlyMemory<byte>> Events, bool IsBatch = false, Rejection? Rejection = null, bool Supported = true)
{
    /// <summary>The largest request, which may carry many events; a single event has <see cref="EventReader.MaxBytes"/>.</summary>
    public const int MaxBatchBytes = 8 * 1024 * 1024;

    /// <exception cref="BadHttpRequestException">It is too large, or breaks off.</exception>
    public static async Task<EventRequest> Read(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength > MaxBatchBytes) throw new BadHttpRequestException("The request is too large.", StatusCodes.Status413PayloadTooLarge);
        // Of one that does not say how large it is, the server reads no more.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MaxBatchBytes;
        switch (HttpBinding.ModeOf(request.ContentType, request.Headers.Keys.Any(k => k.StartsWith("ce-", StringComparison.OrdinalIgnoreCase))))
        {
            case HttpBinding.Mode.Batch:
                return new EventRequest(await EventStream.Split(request.Body, cancellation).ToListAsync(cancellation), IsBatch: true);
            case HttpBinding.Mode.Structured:
                return new EventRequest([await ReadOne(request.Body, cancellation)]);
            case HttpBinding.Mode.Binary:
                var headers = request.Headers.Select(h => KeyValuePair.Create(h.Key, h.Value.ToString()));
                var (json, rejection) = HttpBinding.Structure(headers, request.ContentType, (await ReadOne(request.Body, cancellation)).Span);
                return rejection is null ? new EventRequest([json]) : new EventRequest([], Rejection: rejection);
            default:
                return new EventRequest([], Supported: false);
        }
    }

    // One byte over the limit is enough to know that it is too large.
    static async Task<ReadOnlyMemory<byte>> ReadOne(Stream body, CancellationToken cancellation)
    {
        var buffer = new byte[EventReader.MaxBytes + 1];
        return buffer.AsMemory(0, await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation));
    }
}
