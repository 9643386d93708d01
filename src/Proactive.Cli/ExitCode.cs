using Proactive.Engine.Storage;

namespace Proactive.Cli;

/// <summary>What the process tells its caller.</summary>
static class ExitCode
{
    public const int Fine = 0;

    /// <summary>The command ran and found something to mend.</summary>
    public const int Problems = 1;

    /// <summary>The command line is not right.</summary>
    public const int Usage = 2;

    /// <summary>A file, folder, port or store is missing, broken or in use.</summary>
    public const int Environment = 3;
}

/// <summary>Ends a command with a sentence for the person at the terminal.</summary>
sealed class CommandFailure(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    /// <summary>How a command ends by this exception; null if it is a bug, or nothing.</summary>
    public static CommandFailure? Of(Exception? failure) => failure switch
    {
        CommandFailure known => known,
        OperationCanceledException => new CommandFailure(Cli.ExitCode.Problems, "Stopped. What was said to be done is done."),
        // Several at once say the same: the store or the disk.
        AggregateException several => Of(several.Flatten().InnerExceptions[0]),
        StoreException or IOException or UnauthorizedAccessException => new CommandFailure(Cli.ExitCode.Environment, failure.Message),
        _ => null,
    };
}
