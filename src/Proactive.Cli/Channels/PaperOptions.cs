using System.CommandLine;
using Proactive.Channels.Letters;
using Proactive.Engine.Delivery;

namespace Proactive.Cli.Channels;

/// <summary>The options of commands that may have letters printed.</summary>
sealed class PaperOptions
{
    /// <summary>Under which licence of PDFsharp the operator sets letters.</summary>
    const string License = "PROACTIVE_PDFSHARP_LICENSE";

    readonly Option<string?> _folder = new("--letters") { Description = $"Put letters into this folder, in a batch a day for a print provider ({License} says under which licence PDFsharp is used: {LetterOptions.Agpl}, or a key)" };
    readonly Option<string?> _from = new("--letters-from") { Description = "Who writes, with the address, e.g. \"Borgerservice;Rådhuspladsen 1;1550 København V\"; required with --letters" };
    readonly Option<string?> _fonts = new("--fonts") { Description = "Where the fonts of letters are; default where the system keeps them" };
    readonly Option<Uri?> _guide = Gateways.UrlOption("--guide-url", "The https address of your guide, which a code opens in letters without a link to the reader's own list");

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _folder, _from, _fonts, _guide }) command.Options.Add(option);
    }

    /// <summary>The channel, or null if no folder is named.</summary>
    public IChannel? Channel(ParseResult parsed)
    {
        if (parsed.GetValue(_folder) is not { } folder) return null;
        if (parsed.GetValue(_from)?.Split(';', StringSplitOptions.TrimEntries) is not [var name, .. var address]) throw new CommandFailure(ExitCode.Usage, "--letters-from is missing: a letter says who writes it.");
        return Gateways.Made(() => new LetterChannel(new LetterOptions
        {
            Folder = folder,
            Sender = new LetterSender(name, address),
            PdfSharpLicense = Environment.GetEnvironmentVariable(License) ?? "",
            GuideUrl = parsed.GetValue(_guide),
            FontFolder = parsed.GetValue(_fonts),
        }));
    }

    /// <summary>The channel of a rehearsal, whose letters nobody prints; null where letters cannot be set, with the reason told.</summary>
    public static IChannel? Rehearsal(string folder, TimeProvider clock, Action<string> tell)
    {
        var options = new LetterOptions { Folder = folder, Sender = new LetterSender("Proactive", "Example Street 1", "1000 Exampletown"), PdfSharpLicense = Environment.GetEnvironmentVariable(License) ?? "" };
        if (options.Problems() is not { Count: > 0 } problems) return new LetterChannel(options, clock);
        tell($"Letters are left out: {string.Join("; ", problems)}{(options.PdfSharpLicense.Length == 0 ? $". Say it in {License}." : ".")}");
        return null;
    }
}
