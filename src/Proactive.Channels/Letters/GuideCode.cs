using PdfSharp.Drawing;
using QRCoder;

namespace Proactive.Channels.Letters;

/// <summary>A QR code as rectangles, with the quiet zone of four modules that readers need around it (ISO/IEC 18004).</summary>
sealed class GuideCode(Uri url)
{
    static readonly double CodeSide = XUnit.FromMillimeter(26).Point;
    const int QuietModules = 4;

    readonly QRCodeData _code = QRCodeGenerator.GenerateQrCode(url.AbsoluteUri, QRCodeGenerator.ECCLevel.M);

    /// <summary>Of the square with its quiet zone, in points.</summary>
    public double Side => Module * _code.ModuleMatrix.Count;

    /// <summary>How far the code itself is from the square's edge, in points.</summary>
    public double Quiet => Module * QuietModules;

    double Module => CodeSide / (_code.ModuleMatrix.Count - (2 * QuietModules));

    public void Draw(XGraphics page, double x, double y)
    {
        // One path: single rectangles would show hairlines between them.
        var dark = new XGraphicsPath { FillMode = XFillMode.Winding };
        for (var row = 0; row < _code.ModuleMatrix.Count; row++)
        {
            for (var from = 0; from < _code.ModuleMatrix.Count; from++)
            {
                if (!_code.ModuleMatrix[row][from]) continue;
                var to = from;
                while (to < _code.ModuleMatrix.Count && _code.ModuleMatrix[row][to]) to++;
                dark.AddRectangle(x + (from * Module), y + (row * Module), (to - from) * Module, Module);
                from = to;
            }
        }

        page.DrawPath(XBrushes.Black, dark);
    }
}
