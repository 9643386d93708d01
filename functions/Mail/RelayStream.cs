using System.Net.Sockets;

namespace Proactive.Functions.Mail;

/// <summary>
/// The connection that MailKit is given. How long a read or a write may take, and whether anything may still be said, is the talk's to
/// tell: one token for a whole message, which is all that MailKit takes, could not distinguish its stages.
/// </summary>
sealed class RelayStream(Socket socket, RelayTalk talk) : Stream
{
    readonly NetworkStream _line = new(socket, ownsSocket: true);

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var count = await _line.ReadAsync(buffer, talk.Time);
            return count > 0 || buffer.Length == 0 ? count : throw new EndOfStreamException();
        }
        catch (OperationCanceledException)
        {
            talk.Stopped(whileWriting: false);
            throw;
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        talk.MayGoOn();
        try
        {
            await _line.WriteAsync(buffer, talk.Time);
        }
        catch (OperationCanceledException)
        {
            talk.Stopped(whileWriting: true);
            throw;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
        // What is written has gone out.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _line.Dispose();
        base.Dispose(disposing);
    }
}
