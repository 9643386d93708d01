using Proactive.Engine.Events;

namespace Proactive.Cli;

/// <summary>Events named on the command line: a file, or <c>-</c> for standard input.</summary>
static class EventFile
{
    public static Stream Open(string path)
    {
        if (path == "-") return Console.OpenStandardInput();
        return File.Exists(path) ? File.OpenRead(path) : throw new CommandFailure(ExitCode.Environment, $"There is no file {path}.");
    }

    /// <summary>The one event in it.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadOne(string path, CancellationToken cancellation)
    {
        await using var stream = Open(path);
        ReadOnlyMemory<byte>? only = null;
        await foreach (var payload in EventStream.Split(stream, cancellation))
        {
            if (only is not null) throw new CommandFailure(ExitCode.Usage, $"{path} holds more than one event; this command takes one.");
            only = payload;
        }

        return only ?? throw new CommandFailure(ExitCode.Usage, $"{path} holds no event.");
    }
}
