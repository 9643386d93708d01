using System.CommandLine;

namespace Proactive.Cli;

/// <summary>The options of commands that change much at once: a dry run unless somebody says --yes, so many at most, so fast at most.</summary>
sealed class PaceOptions
{
    readonly Option<bool> _yes = new("--yes") { Description = "Do it; without this it is a dry run that says what would be done" };
    readonly Option<bool> _dryRun = new("--dry-run") { Description = "Only say what would be done (the default)" };
    readonly Option<int> _limit = AtLeastOne("--limit", "How many at most, oldest first; default 1000", 1000);
    readonly Option<int> _perSecond = AtLeastOne("--per-second", "How many in a second at most; default 100", 100);

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _yes, _dryRun, _limit, _perSecond }) command.Options.Add(option);
    }

    /// <summary>False: nothing may be changed.</summary>
    public bool IsMeant(ParseResult parsed) => (parsed.GetValue(_yes), parsed.GetValue(_dryRun)) switch
    {
        (true, true) => throw new CommandFailure(ExitCode.Usage, "Say --yes or --dry-run, not both."),
        (var yes, _) => yes,
    };

    public int Limit(ParseResult parsed) => parsed.GetValue(_limit);

    public int PerSecond(ParseResult parsed) => parsed.GetValue(_perSecond);

    static Option<int> AtLeastOne(string name, string description, int usual)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1) result.AddError($"{name} is a whole number, 1 or more.");
        });
        return option;
    }
}
