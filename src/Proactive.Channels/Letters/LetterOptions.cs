namespace Proactive.Channels.Letters;

/// <summary>Who writes the letters, and where they wait for the print provider.</summary>
public sealed record LetterOptions
{
    /// <summary>What <see cref="PdfSharpLicense"/> says when letters are set under the GNU Affero General Public License.</summary>
    public const string Agpl = "AGPL-3.0";

    /// <summary>The folder of the batches; made when the first letter is written.</summary>
    public required string Folder { get; init; }

    public required LetterSender Sender { get; init; }

    /// <summary>
    /// The licence under which the operator uses PDFsharp, which sets the letters: <see cref="Agpl"/>, or the key of a commercial one.
    /// There is no default, because which of them applies is the operator's to say.
    /// </summary>
    public required string PdfSharpLicense { get; init; }

    /// <summary>An https address of the operator's guide that a code at the end opens, in letters without a link to the reader's own page. Default none: no code.</summary>
    public Uri? GuideUrl { get; init; }

    /// <summary>Where the fonts are, itself or in a folder below. Default: where the system keeps its fonts.</summary>
    public string? FontFolder { get; init; }

    /// <summary>True: printed on both sides of the sheet. Default true.</summary>
    public bool Duplex { get; init; } = true;

    /// <summary>What is wrong with the settings, each in a sentence; empty if nothing is. Looks for the fonts, and tells PDFsharp its licence, which a process does once.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>(Sender.Problems());
        if (string.IsNullOrWhiteSpace(Folder)) problems.Add("the folder of the letters is missing");
        if (GuideUrl is { } url && (!url.IsAbsoluteUri || url.Scheme != Uri.UriSchemeHttps)) problems.Add("the guide's address is not an https address");
        if (GuideUrl?.OriginalString.Length > 300) problems.Add("the guide's address is longer than 300 characters, too long for a code that a telephone reads");
        if (FontFiles.Find(FontFolder) is null) problems.Add(FontFiles.Missing(FontFolder));
        if (PdfSharpSetup.LicenseProblem(PdfSharpLicense) is { } problem) problems.Add(problem);
        return problems;
    }

    // A record's generated text would print the licence key.
    public override string ToString() => "letters";
}

/// <summary>Whom the letters come from.</summary>
/// <param name="Name">At the head of the letter.</param>
/// <param name="Address">Street, postcode and town: where letters come back that cannot be delivered.</param>
public sealed record LetterSender(string Name, params IReadOnlyList<string> Address)
{
    /// <summary>What is wrong with it, each in a sentence; empty if nothing is.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        if (string.IsNullOrWhiteSpace(Name)) problems.Add("the sender of the letters has no name");
        if (Address.Count == 0 || Address.Any(string.IsNullOrWhiteSpace)) problems.Add("the sender of the letters has no address, or a line of it is empty");
        if (Address.Append(Name).Any(line => line.Any(char.IsControl))) problems.Add("the sender of the letters contains a line break or another control character");
        if (Name.Length > 80 || Address.Sum(line => line.Length) > 100) problems.Add("the sender of the letters is too long: at most 80 characters of name and 100 of address");
        return problems;
    }
}
