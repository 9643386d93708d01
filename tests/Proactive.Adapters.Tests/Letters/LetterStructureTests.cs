using System.Text;
using System.Text.RegularExpressions;
using PdfSharp.Pdf;
using PdfSharp.Pdf.Content;
using PdfSharp.Pdf.Content.Objects;
using PdfSharp.Pdf.IO;
using Proactive.Testing;

namespace Proactive.Adapters.Tests;

/// <summary>What a letter's file says of itself to programs that read it aloud (ISO 14289-1), to printers and to archives.</summary>
public sealed class LetterStructureTests
{
    static PdfDocument Read(byte[] pdf) => PdfReader.Open(new MemoryStream(pdf), PdfDocumentOpenMode.Import);

    [Fact]
    public async Task A_letter_is_A4_and_says_its_language_and_title()
    {
        using var letters = new Letters();
        var message = await Letters.CzechJobLoss();
        using var pdf = Read(await letters.Pdf(message));
        Assert.All(pdf.Pages.Cast<PdfPage>(), page => Assert.Equal((210, 297), (Math.Round(page.Width.Millimeter, 2), Math.Round(page.Height.Millimeter, 2))));
        var catalog = pdf.Internals.Catalog;
        Assert.Equal("cs", catalog.Elements.GetString("/Lang"));
        Assert.True(catalog.Elements.GetDictionary("/MarkInfo")!.Elements.GetBoolean("/Marked"));
        Assert.True(catalog.Elements.GetDictionary("/ViewerPreferences")!.Elements.GetBoolean("/DisplayDocTitle"));
        Assert.Equal((message.Subject, Letters.Sender.Name), (pdf.Info.Title, pdf.Info.Author));
        Assert.Equal(new DateTime(2026, 11, 9, 10, 0, 0), pdf.Info.CreationDate.ToUniversalTime());
    }

    [Fact]
    public async Task A_letters_file_says_nothing_of_the_person_but_on_the_page()
    {
        using var letters = new Letters();
        var bytes = await letters.Pdf(await Letters.DanishMove());
        using var pdf = Read(bytes);
        var words = pdf.Info.Elements.Values.Select(v => v?.ToString()).Append(Metadata(pdf));
        foreach (var personal in new[] { "Anna", "Søren", "Žižka", "Nørre", "0107801234" }) Assert.DoesNotContain(words, w => w!.Contains(personal, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_letter_says_that_it_follows_PDF_UA()
    {
        using var letters = new Letters();
        using var pdf = Read(await letters.Pdf(await Letters.DanishMove()));
        Assert.Contains("""xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>""", Metadata(pdf), StringComparison.Ordinal);
        var described = System.Xml.Linq.XDocument.Parse(Metadata(pdf));
        Assert.Contains(described.Descendants(), e => e.Name.LocalName == "title" && e.Value.StartsWith("Din flytning", StringComparison.Ordinal));
    }

    [Fact]
    public async Task All_fonts_are_in_the_file()
    {
        using var letters = new Letters();
        using var pdf = Read(await letters.Pdf(await Letters.DanishMove(), Letters.Citizen with { Name = "Ελένη" }));
        var fonts = pdf.Internals.GetAllObjects().OfType<PdfDictionary>().Where(d => d.Elements.GetName("/Type") == "/FontDescriptor").ToList();
        Assert.NotEmpty(fonts);
        Assert.All(fonts, font => Assert.NotNull(font.Elements.GetDictionary("/FontFile2")));
        Assert.All(fonts, font => Assert.Matches(@"^/[A-Z]{6}\+(Liberation|DejaVu)", font.Elements.GetName("/FontName")));
        Assert.All(pdf.Internals.GetAllObjects().OfType<PdfDictionary>().Where(d => d.Elements.GetName("/Subtype") == "/Type0"), font => Assert.NotNull(font.Elements.GetDictionary("/ToUnicode")));
    }

    [Fact]
    public async Task A_letter_is_read_in_its_order()
    {
        using var letters = new Letters(o => o with { GuideUrl = new Uri("https://guide.example/") });
        var pdf = await letters.Pdf(Letters.Page("""
            # What to do

            Two things that take a line each, and this sentence, which is long enough to need another line of the letter.

            1. **Report it**

               - Deadline: **12 November**
               - Bring:
                 - A *paper*
               - Online: [Go there](<https://example.org/a-long-address/that-is-broken/after-one-of-its-slashes-somewhere/in-it>)
            2. **Rest**

            ## Why

            Because.
            """));
        Snapshot.Matches(Regex.Replace(Poppler.Structure(pdf), @"Object \d+ \d+", "Object"), nameof(A_letter_is_read_in_its_order));
    }

    [Fact]
    public async Task Every_element_knows_its_kind_and_a_figure_its_words()
    {
        using var letters = new Letters(o => o with { GuideUrl = new Uri("https://guide.example/") });
        using var pdf = Read(await letters.Pdf(await Letters.CzechJobLoss()));
        var elements = pdf.Internals.GetAllObjects().OfType<PdfDictionary>().Where(d => d.Elements.GetName("/Type") == "/StructElem" || d.Elements.ContainsKey("/S") && d.Elements.ContainsKey("/P")).ToList();
        string[] standard = ["/Document", "/P", "/H1", "/H2", "/L", "/LI", "/Lbl", "/LBody", "/Link", "/Figure"];
        Assert.Equal(standard.Order(), elements.Select(e => e.Elements.GetName("/S")).Distinct().Order());
        var figure = Assert.Single(elements, e => e.Elements.GetName("/S") == "/Figure");
        Assert.Equal("QR kód, který otevře https://guide.example/", figure.Elements.GetString("/Alt"));
        var box = figure.Elements.GetDictionary("/A")!.Elements.GetArray("/BBox")!;
        Assert.True(box.Elements.GetReal(2) - box.Elements.GetReal(0) >= 25 / 25.4 * 72);
        Assert.InRange(box.Elements.GetReal(1), 0, box.Elements.GetReal(3));
        Assert.All(elements.Where(e => e.Elements.GetName("/S") == "/L"), list => Assert.Equal("/List", list.Elements.GetDictionary("/A")!.Elements.GetName("/O")));
        var links = pdf.Internals.GetAllObjects().OfType<PdfDictionary>().Where(d => d.Elements.GetName("/Subtype") == "/Link").ToList();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(link.Elements.GetString("/Contents").Length > 0 && link.Elements.ContainsKey("/StructParent")));
    }

    [Fact]
    public async Task Without_a_guide_there_is_no_code()
    {
        using var letters = new Letters();
        using var pdf = Read(await letters.Pdf(await Letters.EnglishMove()));
        Assert.DoesNotContain(pdf.Internals.GetAllObjects().OfType<PdfDictionary>(), d => d.Elements.GetName("/S") == "/Figure");
    }

    [Fact]
    public async Task Whatever_is_drawn_belongs_to_the_structure_or_is_marked_as_no_part_of_it()
    {
        string[] drawing = ["Tj", "TJ", "'", "\"", "f", "f*", "F", "S", "s", "B", "b", "Do", "sh"];
        using var letters = new Letters(o => o with { GuideUrl = new Uri("https://guide.example/") });
        using var pdf = Read(await letters.Pdf(await Letters.CzechJobLoss()));
        foreach (PdfPage page in pdf.Pages)
        {
            var (depth, drawn) = (0, 0);
            foreach (var step in ContentReader.ReadContent(page).OfType<COperator>())
            {
                if (step.Name is "BDC" or "BMC") depth++;
                if (step.Name == "EMC") depth--;
                // A part of the structure inside another's words, or inside an artifact, would be read twice or not at all.
                Assert.InRange(depth, 0, 1);
                if (!drawing.Contains(step.Name)) continue;
                drawn++;
                Assert.Equal(1, depth);
            }

            Assert.Equal(0, depth);
            Assert.True(drawn > 5);
        }
    }

    [Fact]
    public async Task The_same_letter_is_the_same_bytes()
    {
        using var letters = new Letters(o => o with { GuideUrl = new Uri("https://guide.example/") });
        using var again = new Letters(o => o with { GuideUrl = new Uri("https://guide.example/") });
        var message = await Letters.DanishMove();
        Assert.Equal(await letters.Pdf(message), await again.Pdf(message));
        using var other = new Letters(clock: new ZonedClock("2026-11-10T10:00:00Z", "Europe/Copenhagen"));
        Assert.NotEqual(await letters.Pdf(message), await other.Pdf(message));
    }

    static string Metadata(PdfDocument pdf) => Encoding.UTF8.GetString(pdf.Internals.Catalog.Elements.GetDictionary("/Metadata")!.Stream!.UnfilteredValue).TrimStart('\uFEFF');
}
