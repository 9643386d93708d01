using System.CommandLine;
using System.Globalization;
using Proactive.Cli.Channels;
using Proactive.Cli.Output;
using Proactive.Engine;
using Proactive.Engine.Notices;
using Proactive.Engine.Rehearsal;
using Proactive.Engine.Rules;

namespace Proactive.Cli.Commands;

/// <summary><c>proactive templates preview</c>: the messages themselves, as files, for a citizen who is nobody.</summary>
sealed class TemplatesPreviewCommand
{
    const string Several = "several";

    static readonly string[] Kinds = [.. Enum.GetNames<NoticeKind>().Select(k => k.ToLowerInvariant()), Several];

    readonly Option<string?> _lifeEvent = new("--life-event") { Description = "Which life event, e.g. dk/moving" };
    readonly Option<bool> _all = new("--all") { Description = "Every life event, and an index.html with all messages side by side" };
    readonly Option<string?> _locale = new("--locale") { Description = "Only this language, e.g. da (default: all the country writes)" };
    readonly Option<string?> _channel = new Option<string?>("--channel") { Description = "Only as it goes out this way (default: all)" }.AcceptOnlyFromAmong([.. PreviewChannels.Names]);
    readonly Option<string?> _kind = new Option<string?>("--kind") { Description = "Only this kind of notice (default: all)" }.AcceptOnlyFromAmong(Kinds);
    readonly Option<string?> _case = new("--case") { Description = "The test whose journey is shown (default: the first with something left to do)" };
    readonly Option<string> _out = new("--out") { Description = "Folder for the files", DefaultValueFactory = _ => "preview" };

    public static Command Create(Settings settings)
    {
        var preview = new TemplatesPreviewCommand();
        var command = new Command("preview", "Write the messages a citizen would get, and print where they are") { preview._lifeEvent, preview._all, preview._locale, preview._channel, preview._kind, preview._case, preview._out };
        command.SetAction((parsed, cancellation) => preview.Run(parsed, settings, cancellation));
        return command;
    }

    async Task<int> Run(ParseResult parsed, Settings settings, CancellationToken cancellation)
    {
        var (only, all, name, folder) = (parsed.GetValue(_lifeEvent), parsed.GetValue(_all), parsed.GetValue(_case), parsed.GetValue(_out)!);
        if (only is null == !all) throw new CommandFailure(ExitCode.Usage, "Name one life event with --life-event, or say --all.");
        if (name is not null && all) throw new CommandFailure(ExitCode.Usage, "--case needs --life-event.");
        var files = Content.RuleFolder(parsed, settings);
        var book = Content.LoadRules(files);
        var templates = Content.LoadTemplates(parsed, settings);
        var (tests, problems) = RuleTestReader.Read(files, book);
        if (problems.Count > 0) throw new CommandFailure(ExitCode.Problems, $"{string.Join("\n\n", problems)}\n\nThe tests beside the rules are where the previews come from; mend these first.");

        var guides = all ? book.Guides.OrderBy(g => g.Id, StringComparer.Ordinal).ToList() : [book.Guide(only!) ?? throw new CommandFailure(ExitCode.Usage, $"There is no life event {only}; {LifeEventNames.Meant(only!, book)}")];
        var now = parsed.GetValue(settings.Now) ?? TimeProvider.System.GetLocalNow();
        var journeys = new PreviewJourneys(book, tests, files, templates, new FlowOptions { IncludeReview = parsed.GetValue(settings.IncludeReview) }, now);
        var writer = new PreviewWriter(templates, folder);
        var told = new HashSet<string>();
        foreach (var guide in guides)
        {
            var channels = PreviewChannels.Of(guide, why => told.Add(why));
            var journey = await journeys.Find(guide, name, cancellation) ?? throw new CommandFailure(ExitCode.Usage, NoCase(guide, name!, journeys));
            foreach (var (kind, locale, channel) in Wanted(parsed, guide, channels))
            {
                if (Tell(journey, kind, locale, channel, book) is not { } notice) continue;
                foreach (var path in await writer.Write(notice, kind, journey, cancellation)) await Console.Out.WriteLineAsync(path);
            }
        }

        if (writer.Messages.Count == 0) throw new CommandFailure(ExitCode.Usage, told.Count > 0 && parsed.GetValue(_channel) == ChannelName.Letter ? string.Join("\n", told) : "There is no such message: the country writes another language, or has one life event only.");
        if (all)
        {
            var index = Path.Combine(folder, "index.html");
            await File.WriteAllTextAsync(index, new PreviewIndex(writer.Messages).ToString(), cancellation);
            await Console.Out.WriteLineAsync(index);
        }

        if (parsed.GetValue(_channel) is null or ChannelName.Letter)
            foreach (var why in told) await Console.Error.WriteLineAsync(why);
        return ExitCode.Fine;
    }

    // Null: several are asked for, and the country has one life event.
    static PreviewNotice? Tell(PreviewJourney journey, string kind, string locale, string channel, RuleBook book)
    {
        if (kind != Several) return PreviewNotice.Of(journey, Enum.Parse<NoticeKind>(kind, ignoreCase: true), locale, channel);
        var others = book.Guides.Where(g => g.Country.Id == journey.Guide.Country.Id && g.Id != journey.Guide.Id).OrderBy(g => g.Id, StringComparer.Ordinal).ToList();
        var other = others.Find(g => string.CompareOrdinal(g.Id, journey.Guide.Id) > 0) ?? others.FirstOrDefault();
        return other is null ? null : PreviewNotice.OfSeveral(journey, other, locale, channel);
    }

    IEnumerable<(string Kind, string Locale, string Channel)> Wanted(ParseResult parsed, Guide guide, IReadOnlyList<string> channels) =>
        from kind in Kinds
        where parsed.GetValue(_kind) is not { } only || only == kind
        from locale in guide.Country.Languages
        where parsed.GetValue(_locale) is null || parsed.GetValue(_locale) == locale
        from channel in channels
        where parsed.GetValue(_channel) is null || parsed.GetValue(_channel) == channel
        select (kind, locale, channel);

    static string NoCase(Guide guide, string name, PreviewJourneys journeys) => journeys.CasesOf(guide).Contains(name)
        ? $"In the test '{name}' of {guide.Id} nothing is left to do, so there is no list to show."
        : $"There is no test '{name}' in {guide.Id}; there are:\n{string.Join('\n', journeys.CasesOf(guide).Select(c => string.Create(CultureInfo.InvariantCulture, $"  {c}")))}";
}
