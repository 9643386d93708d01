using Proactive.Channels.Letters;

namespace Proactive.Adapters.Tests;

/// <summary>What is wrong with the settings is said at the start, not at the first letter.</summary>
public sealed class LetterOptionsTests
{
    static LetterOptions Right { get; } = new() { Folder = "letters", Sender = Letters.Sender, PdfSharpLicense = LetterOptions.Agpl };

    [Fact]
    public void The_defaults_are_usable()
    {
        _ = Letters.Fonts;
        Assert.Empty(Right.Problems());
    }

    [Fact]
    public void The_licence_of_the_PDF_library_is_named_by_the_operator_and_the_same_for_the_whole_process()
    {
        Assert.Contains("the licence of PDFsharp is missing: name AGPL-3.0, or the key of a commercial one", (Right with { PdfSharpLicense = " " }).Problems());
        Assert.Null(PdfSharpSetup.LicenseProblem(LetterOptions.Agpl));
        Assert.Contains("letters of one process are set under one licence of PDFsharp, and another was named before", (Right with { PdfSharpLicense = "another" }).Problems());
    }

    [Fact]
    public void Missing_fonts_are_one_clear_error_at_the_start()
    {
        using var folder = new TempFolder();
        var error = Assert.Throws<ArgumentException>(() => new LetterChannel(Right with { FontFolder = folder.Path }));
        Assert.Contains("the font folder does not hold LiberationSans-Regular.ttf and LiberationSans-Bold.ttf, which letters need", error.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install fonts-liberation", FontFiles.Missing(null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fonts_may_be_in_a_folder_of_their_own()
    {
        using var folder = new TempFolder();
        var system = Letters.Fonts;
        File.Copy(system.Regular, folder.File("LiberationSans-Regular.ttf"));
        File.Copy(system.Bold, folder.File("LiberationSans-Bold.ttf"));
        using var letters = new Letters(o => o with { FontFolder = folder.Path });
        Assert.Equal(folder.File("LiberationSans-Regular.ttf"), FontFiles.Find(folder.Path)!.Regular);
        Assert.Null(FontFiles.Find(folder.Path)!.OtherRegular);
        Assert.NotEmpty(await letters.Pdf(await Letters.EnglishMove()));
    }

    public static TheoryData<LetterOptions, string> Wrong => new()
    {
        { Right with { Folder = " " }, "the folder of the letters is missing" },
        { Right with { GuideUrl = new Uri("http://guide.example") }, "the guide's address is not an https address" },
        { Right with { GuideUrl = new Uri("/guide", UriKind.Relative) }, "the guide's address is not an https address" },
        { Right with { Sender = new LetterSender("", "Nyropsgade 1") }, "the sender of the letters has no name" },
        { Right with { Sender = new LetterSender("Kommune") }, "the sender of the letters has no address, or a line of it is empty" },
        { Right with { Sender = new LetterSender("Kommune", "Nyropsgade 1\r\n1602") }, "the sender of the letters contains a line break or another control character" },
        { Right with { Sender = new LetterSender(new string('K', 81), "Nyropsgade 1") }, "the sender of the letters is too long: at most 80 characters of name and 100 of address" },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void What_is_wrong_is_said(LetterOptions options, string problem) => Assert.Contains(problem, options.Problems());

    [Fact]
    public void The_settings_do_not_print_the_licence_key() => Assert.DoesNotContain("secret", (Right with { PdfSharpLicense = "secret" }).ToString(), StringComparison.Ordinal);
}
