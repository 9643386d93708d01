using System.CommandLine;
using System.Net;
using Proactive.Web.Entrance;

namespace Proactive.Cli.Commands;

/// <summary>Who of the staff signs in how, and through which proxy visitors come: options of <c>serve</c>.</summary>
sealed class StaffOptions
{
    static readonly Actor Default = new("administrator", [Role.Administrator]);

    readonly Option<Actor[]> _signIn = new("--sign-in")
    {
        Description = "Print a link with which somebody signs in once: \"Name:role\" or \"Name:author+approver:agency\"; may be said several times (default: one administrator)",
        AllowMultipleArgumentsPerToken = true,
        CustomParser = argument =>
        {
            var actors = argument.Tokens.Select(t => ActorOf(t.Value)).ToList();
            if (actors.Contains(null)) argument.AddError("--sign-in is \"Name:role\", roles are author, approver and administrator with + between; author and approver need their agency: \"Kim:author+approver:dk.municipality\".");
            return [.. actors.OfType<Actor>()];
        },
    };

    readonly Option<bool> _noStaff = new("--no-staff") { Description = "No doors for staff: registries and citizens only" };

    readonly Option<IPNetwork[]> _proxies = new("--behind-proxy")
    {
        Description = "Address or network of the proxy in front, e.g. 10.0.0.4; what it says about visitors is believed",
        AllowMultipleArgumentsPerToken = true,
        CustomParser = argument =>
        {
            var networks = argument.Tokens.Select(t => TrustedProxies.Read(t.Value)).ToList();
            if (networks.Contains(null)) argument.AddError("--behind-proxy is an address such as 10.0.0.4, or a network such as 10.0.0.0/24.");
            return [.. networks.OfType<IPNetwork>()];
        },
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _signIn, _noStaff, _proxies }) command.Options.Add(option);
    }

    public IReadOnlyList<IPNetwork> Proxies(ParseResult parsed) => parsed.GetValue(_proxies) ?? [];

    /// <summary>How staff sign in, by options and environment, and who gets a link; with everything that is wrong.</summary>
    public (StaffEntrance Staff, IReadOnlyList<Actor> Links, IReadOnlyList<string> Problems) Read(ParseResult parsed)
    {
        var (entrance, problems) = StaffEntrance.Read(Environment.GetEnvironmentVariable);
        entrance = entrance with { IsShut = parsed.GetValue(_noStaff) };
        var given = parsed.GetValue(_signIn) ?? [];
        if (given.Length > 0 && !entrance.HasLinks) problems = [.. problems, $"--sign-in prints links, but {(entrance.IsShut ? "--no-staff shuts the doors they would open" : "staff sign in elsewhere")}."];
        return (entrance, !entrance.HasLinks ? [] : given.Length > 0 ? given : [Default], problems);
    }

    static Actor? ActorOf(string text)
    {
        if (text.Split(':') is not [var name, .. var rest] || string.IsNullOrWhiteSpace(name) || name.Any(char.IsControl) || rest.Length > 2) return null;
        var words = rest.Length > 0 ? rest[0].Split('+') : ["administrator"];
        var roles = Enum.GetValues<Role>().Where(r => words.Contains($"{r}", StringComparer.OrdinalIgnoreCase)).ToList();
        var agency = rest.Length > 1 && rest[1].Length > 0 ? rest[1] : null;
        var isWhole = roles.Count == words.Length && (agency is not null || roles is [Role.Administrator]);
        return isWhole ? new Actor(name.Trim(), roles, agency) : null;
    }
}
