using PdfSharp.Drawing;
using PdfSharp.Pdf;
using PdfSharp.Pdf.Annotations;
using PdfSharp.UniversalAccessibility;

namespace Proactive.Channels.Letters;

/// <summary>The page that is drawn on. Whatever is drawn belongs to an element of the document's structure, or is marked as not part of it (ISO 14289-1 7.1).</summary>
sealed class LetterPage(PdfDocument document, Typesetter typesetter) : IDisposable
{
    readonly StructureBuilder _structure = UAManager.ForDocument(document).StructureBuilder;
    XGraphics? _graphics;
    double _height;

    public int Number { get; private set; } = -1;

    public void Turn()
    {
        Close();
        var page = document.AddPage();
        (page.Width, page.Height) = (XUnit.FromMillimeter(210), XUnit.FromMillimeter(297));
        _height = page.Height.Point;
        _graphics = XGraphics.FromPdfPage(page);
        Number++;
    }

    public void Open(string tag) => _structure.BeginBlockLevelElement($"/{tag}");

    /// <summary>Says how the open list is numbered (ISO 14289-1 7.6).</summary>
    public void SetNumbering(string numbering)
    {
        var attributes = new PdfDictionary(document);
        attributes.Elements.SetName("/O", "/List");
        attributes.Elements.SetName("/ListNumbering", $"/{numbering}");
        _structure.CurrentStructureElement.Elements["/A"] = attributes;
    }

    public void End() => _structure.End();

    public void Element(string tag, Action draw)
    {
        Open(tag);
        draw();
        End();
    }

    public void Artifact(Action draw)
    {
        _structure.BeginArtifact();
        draw();
        End();
    }

    /// <param name="y">The line's upper edge.</param>
    public void DrawLine(IEnumerable<Span> line, double size, double x, double y)
    {
        foreach (var span in line)
        {
            if (span.Style.Link is { } url) OpenLink(url, x + span.X, y, span.Width, size);
            _graphics!.DrawString(span.Text, typesetter.Fonts.Of(span.Style, size), XBrushes.Black, x + span.X, y + size);
            if (span.Style.Link is not null) End();
        }
    }

    /// <param name="side">Of the square it is drawn in.</param>
    public void DrawCode(GuideCode code, string description, double x, double y, double side)
    {
        // The box is in the PDF's own measure, which counts from the lower edge.
        _structure.BeginElement(PdfIllustrationElementTag.Figure, description, new XRect(x, _height - y - side, side, side));
        code.Draw(_graphics!, x, y);
        End();
    }

    public void Dispose() => Close();

    void OpenLink(string url, double x, double y, double width, double size)
    {
        var link = PdfLinkAnnotation.CreateWebLink(new PdfRectangle(new XRect(x, _height - y - (size * 1.25), width, size * 1.3)), url);
        // The flag says that it is printed.
        link.Elements.SetInteger("/F", 4);
        _structure.BeginElement(link, url);
        // Its time and its name, drawn by chance, would make each copy of a letter another file.
        link.Elements.Remove("/M");
        link.Elements.Remove("/NM");
    }

    void Close()
    {
        _structure.EndMarkedContentsWithId();
        _graphics?.Dispose();
        _graphics = null;
    }
}
