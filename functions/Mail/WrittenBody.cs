using MimeKit;

namespace Proactive.Functions.Mail;

/// <summary>The body of a mail, to the byte as we wrote it; MimeKit neither reads nor mends it.</summary>
sealed class WrittenBody : MimeEntity
{
    readonly ReadOnlyMemory<byte> _bytes;
    readonly Action? _written;

    /// <param name="headers">What is said about it.</param>
    /// <param name="written">Is called when it has been written to the relay's stream.</param>
    public WrittenBody(ReadOnlyMemory<byte> bytes, IEnumerable<Header> headers, Action? written = null) : base("multipart", "mixed")
    {
        (_bytes, _written) = (bytes, written);
        Headers.Clear();
        foreach (var header in headers) Headers.Add(header);
    }

    public override void Prepare(EncodingConstraint constraint, int maxLineLength = 78)
    {
        // All ASCII in short lines, as every relay takes it.
    }

    public override void WriteTo(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default) => stream.Write(_bytes.Span);

    public override async Task WriteToAsync(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default)
    {
        await stream.WriteAsync(_bytes, cancellationToken);
        _written?.Invoke();
    }
}
