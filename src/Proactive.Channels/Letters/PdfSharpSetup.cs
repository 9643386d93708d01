using PdfSharp.Fonts;
using License = PdfSharp.PdfSharpLicense;

namespace Proactive.Channels.Letters;

/// <summary>What PDFsharp keeps once for the whole process: its licence, and where fonts come from.</summary>
static class PdfSharpSetup
{
    static readonly Lock Once = new();
    static string? _license;

    /// <summary>Tells the library its licence; what is wrong with it, or null. A process has one.</summary>
    public static string? LicenseProblem(string license)
    {
        lock (Once)
        {
            if (string.IsNullOrWhiteSpace(license)) return $"the licence of PDFsharp is missing: name {LetterOptions.Agpl}, or the key of a commercial one";
            if (license == _license) return null;
            if (_license is not null) return "letters of one process are set under one licence of PDFsharp, and another was named before";
            try
            {
                if (license == LetterOptions.Agpl) License.SetAgplLicense();
                else License.LoadLicense(license);
            }
            catch (Exception)
            {
                // It throws nothing more precise, and what it says may show the key.
                return $"the licence of PDFsharp is neither {LetterOptions.Agpl} nor a key that it takes";
            }

            GlobalFontSettings.FontResolver ??= new FromFiles();
            _license = license;
            return null;
        }
    }

    /// <summary>A font's name is its file's path, so that fonts of several folders can be used side by side.</summary>
    sealed class FromFiles : IFontResolver
    {
        public FontResolverInfo? ResolveTypeface(string familyName, bool bold, bool italic) => new(familyName);

        public byte[]? GetFont(string faceName) => File.ReadAllBytes(faceName);
    }
}
