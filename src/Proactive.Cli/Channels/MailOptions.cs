using System.CommandLine;
using System.Globalization;
using System.Net.Mail;
using Proactive.Channels.Email;
using Proactive.Engine.Delivery;

namespace Proactive.Cli.Channels;

/// <summary>The options of commands that may send real mail. Null without --smtp.</summary>
sealed class MailOptions
{
    readonly Option<string?> _smtp = new("--smtp") { Description = "Send mail through this relay, HOST or HOST:PORT (user and password in PROACTIVE_SMTP_USER and PROACTIVE_SMTP_PASSWORD)" };
    readonly Option<string?> _from = new("--from") { Description = "The sender, e.g. \"Borgerservice <no-reply@example.org>\"; required with --smtp" };
    readonly Option<string?> _replyTo = new("--reply-to") { Description = "Where answers go; required with --smtp, because every notice says that it can be answered" };
    readonly Option<int?> _perSecond = Number("--max-per-second", "Messages the relay is given in a second at most; default as many as it takes");
    readonly Option<int?> _connections = Number("--connections", "Connections to the relay at the same time; default 8");

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _smtp, _from, _replyTo, _perSecond, _connections }) command.Options.Add(option);
    }

    public bool IsUsed(ParseResult parsed) => parsed.GetValue(_smtp) is not null;

    /// <summary>The mail channel, or null if no relay is named.</summary>
    public IChannel? Channel(ParseResult parsed)
    {
        if (parsed.GetValue(_smtp) is not { } relay) return null;
        var (host, port) = relay.Split(':') switch
        {
            [var name] => (name, 587),
            [var name, var number] when int.TryParse(number, CultureInfo.InvariantCulture, out var value) => (name, value),
            _ => throw new CommandFailure(ExitCode.Usage, "--smtp is HOST or HOST:PORT."),
        };
        if (!MailAddress.TryCreate(parsed.GetValue(_from), out var from)) throw new CommandFailure(ExitCode.Usage, "--from must be one mail address, e.g. \"Borgerservice <no-reply@example.org>\".");
        if (parsed.GetValue(_replyTo) is not { } replyTo) throw new CommandFailure(ExitCode.Usage, "--reply-to is missing: every notice says that it can be answered.");
        try
        {
            var options = new EmailOptions
            {
                Host = host,
                Port = port,
                From = new MailSender(from.Address, from.DisplayName, replyTo),
                UserName = Environment.GetEnvironmentVariable("PROACTIVE_SMTP_USER"),
                Password = Environment.GetEnvironmentVariable("PROACTIVE_SMTP_PASSWORD"),
                MaxPerSecond = parsed.GetValue(_perSecond),
            };
            return new EmailChannel(options with { MaxConnections = parsed.GetValue(_connections) ?? options.MaxConnections });
        }
        catch (ArgumentException problem)
        {
            throw new CommandFailure(ExitCode.Usage, problem.Message);
        }
    }

    static Option<int?> Number(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = argument =>
        {
            if (int.TryParse(argument.Tokens[0].Value, CultureInfo.InvariantCulture, out var number) && number > 0) return number;
            argument.AddError($"{name} is a whole number, 1 or more.");
            return null;
        },
    };
}
