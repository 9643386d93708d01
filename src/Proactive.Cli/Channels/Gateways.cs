using System.CommandLine;
using Proactive.Engine.Delivery;

namespace Proactive.Cli.Channels;

/// <summary>What the options of several channels need.</summary>
static class Gateways
{
    public static Option<Uri?> UrlOption(string name, string description, bool recursive = false) => new(name)
    {
        Description = description,
        Recursive = recursive,
        CustomParser = argument =>
        {
            // Without TLS only on this machine, to try it.
            if (Uri.TryCreate(argument.Tokens[0].Value, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))) return url;
            argument.AddError($"{name} is an address such as https://example.org/; without TLS it has to be on this machine.");
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
