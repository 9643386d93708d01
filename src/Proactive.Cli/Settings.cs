using System.CommandLine;
using System.Globalization;
using Proactive.Cli.Channels;
using Proactive.Cli.Data;

namespace Proactive.Cli;

/// <summary>The options every command understands.</summary>
sealed class Settings
{
    public Option<string> Data { get; } = new("--data") { Description = "Folder of the store, keys and outbox", DefaultValueFactory = _ => ".proactive", Recursive = true };

    public Option<StoreKind> Store { get; } = new("--store")
    {
        HelpName = "sqlite|cosmos",
        Description = "Where citizens are kept: in a file of the data folder (default), or in Azure Cosmos DB, which the environment names",
        Recursive = true,
        CustomParser = argument =>
        {
            if (Enum.TryParse<StoreKind>(argument.Tokens[0].Value, ignoreCase: true, out var kind) && Enum.IsDefined(kind)) return kind;
            argument.AddError("--store is sqlite or cosmos.");
            return default;
        },
    };

    public Option<string?> Rules { get; } = new("--rules") { Description = "Folder of the rules (default: rules here, else those shipped)", Recursive = true };

    public Option<string?> Templates { get; } = new("--templates") { Description = "Folder of the templates (default: templates here, else those shipped)", Recursive = true };

    public Option<DateTimeOffset?> Now { get; } = TimeOption("--now", "Set the clock, e.g. 2026-11-21T10:00 (this machine's zone) or 2026-11-21T10:00+01:00");

    public Option<bool> IncludeReview { get; } = new("--include-review") { Description = "Also use steps whose facts are still in review", Recursive = true };

    public Option<Uri?> PublicUrl { get; } = Gateways.UrlOption("--public-url", "Where citizens reach 'serve', e.g. https://notices.example.org/; messages link to it", recursive: true);

    public void AddTo(RootCommand root)
    {
        foreach (var option in new Option[] { Data, Store, Rules, Templates, Now, IncludeReview, PublicUrl }) root.Options.Add(option);
    }

    public static Option<DateTimeOffset?> TimeOption(string name, string description)
    {
        return new(name)
        {
            Description = description,
            Recursive = true,
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var time)) return time;
                result.AddError($"{name} is not a time: write it as 2026-11-21T10:00 or 2026-11-21T10:00+01:00");
                return null;
            },
        };
    }

    /// <summary>A content folder: the one named, else the one here, else the one shipped beside the program.</summary>
    public static string Folder(string? named, string name)
    {
        var folder = named ?? (Directory.Exists(name) ? name : Path.Combine(AppContext.BaseDirectory, name));
        return Directory.Exists(folder) ? folder : throw new CommandFailure(ExitCode.Environment, $"There is no folder {folder}. Say where it is with --{name} DIR.");
    }
}
