using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;

namespace Proactive.Adapters.Tests;

/// <summary>Reads letters with a program that we did not write.</summary>
static class Poppler
{
    const double MillimetersPerPoint = 25.4 / 72;

    /// <summary>A word and where it stands, in millimetres from the page's upper left corner.</summary>
    public sealed record Word(string Text, double Left, double Top, double Right, double Bottom);

    public static string Text(byte[] pdf) => Run("pdftotext", pdf, "-layout", "-", "-");

    /// <summary>The words on one line each, in the order in which they are drawn.</summary>
    public static string Words(byte[] pdf) => string.Join(' ', Run("pdftotext", pdf, "-raw", "-", "-").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The document's structure, as it is read to somebody who does not see it.</summary>
    public static string Structure(byte[] pdf) => Run("pdfinfo", pdf, "-struct-text", "-");

    public static List<Word> FirstPage(byte[] pdf)
    {
        var page = XDocument.Parse(Run("pdftotext", pdf, "-bbox", "-l", "1", "-", "-"));
        return [.. page.Descendants().Where(e => e.Name.LocalName == "word").Select(e => new Word(e.Value, At(e, "xMin"), At(e, "yMin"), At(e, "xMax"), At(e, "yMax")))];
    }

    static double At(XElement word, string side) => double.Parse(word.Attribute(side)!.Value, CultureInfo.InvariantCulture) * MillimetersPerPoint;

    static string Run(string program, byte[] pdf, params string[] arguments)
    {
        var path = new[] { "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin" }.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
        if (path is null && Environment.GetEnvironmentVariable("CI") is null) Assert.Skip($"There is no {program} on this machine; install poppler-utils to run this test.");
        Assert.True(path is not null, $"There is no {program} on this machine, and in CI its tests must run; install poppler-utils.");
        using var folder = new TempFolder();
        File.WriteAllBytes(folder.File("letter.pdf"), pdf);
        var read = Array.IndexOf(arguments, "-");
        using var process = Process.Start(new ProcessStartInfo(path, [.. arguments[..read], folder.File("letter.pdf"), .. arguments[(read + 1)..]])
        {
            RedirectStandardOutput = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        })!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return text;
    }
}
