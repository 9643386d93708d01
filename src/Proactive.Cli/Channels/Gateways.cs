using System.CommandLine;
using Proactive.Engine.Delivery;

namespace Proactive.Cli.Channels;

/// <summary>What the options of several channels need.</summary>
static class Gateways
{
    public static Option<Uri?> UrlOption(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = argument =>
        {
            if (Uri.TryCreate(argument.Tokens[0].Value, UriKind.Absolute, out var url) && url.Scheme is "https" or "http") return url;
            argument.AddError($"{name} is an address such as https://example.org/");
            return null;
        },
    };

    /// <summary>The webhook secrets of an environment variable, with spaces between; none if it is not set.</summary>
    public static IReadOnlyList<string> Secrets(string variable) => Environment.GetEnvironmentVariable(variable)?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>A channel; settings that cannot be used end the command with what is wrong.</summary>
    public static IChannel Made(Func<IChannel> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentException problem)
        {
            throw new CommandFailure(ExitCode.Usage, problem.Message);
        }
    }
}
