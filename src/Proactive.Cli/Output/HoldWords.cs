using Proactive.Engine.Storage;

namespace Proactive.Cli.Output;

/// <summary>What a hold means, and what to do about it, in sentences.</summary>
static class HoldWords
{
    public static string Reason(Hold hold) => hold.Reason switch
    {
        "restored-backup" => "a backup was put in place, and what was sent after it was made would be sent a second time",
        "clock-jumped" => "the machine's clock jumped ahead, and what seems due may not be",
        "not-run-for-long" => "the program had not run for long, and everything overdue would go out at once",
        "many-bounces" => "far more messages come back than usual: the relay, an import of addresses or a template may be broken",
        _ => "somebody has to look first",
    };

    public static string Since(Hold hold) => $"{hold.Since.UtcDateTime:yyyy-MM-dd HH:mm}Z";

    /// <summary>Why nothing is sent, and what to do.</summary>
    public static string Told(Hold hold) =>
        $"Nothing is sent: {hold.Reason} since {Since(hold)} ({Reason(hold)}). See 'proactive hold show', then 'proactive hold release'.";
}
