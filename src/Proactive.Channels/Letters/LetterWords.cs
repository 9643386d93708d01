using System.Globalization;

namespace Proactive.Channels.Letters;

/// <summary>The few words of a letter that are not the message's.</summary>
/// <param name="Guide">Before the address that the code opens.</param>
/// <param name="List">The same where the code opens the reader's own page.</param>
/// <param name="CodeOpens">Before the address, for whoever cannot see the code.</param>
sealed record LetterWords(string Culture, string DateFormat, string Reference, string Guide, string List, string CodeOpens)
{
    static readonly LetterWords English = new("en-GB", "d MMMM yyyy", "Reference", "The guide is also online. Scan the code with your phone, or go to", "See the list and tick off what is done: scan the code with your phone, or go to", "QR code that opens");

    static readonly Dictionary<string, LetterWords> Languages = new()
    {
        ["en"] = English,
        ["da"] = new("da-DK", "d. MMMM yyyy", "Reference", "Vejledningen findes også på nettet. Scan koden med din telefon, eller gå til", "Se listen, og sæt flueben ved det, der er gjort: Scan koden med din telefon, eller gå til", "QR-kode, der åbner"),
        ["cs"] = new("cs-CZ", "d. MMMM yyyy", "Značka", "Průvodce najdete také na internetu. Naskenujte kód telefonem nebo přejděte na", "Podívejte se na seznam a odškrtněte, co je hotové: naskenujte kód telefonem nebo přejděte na", "QR kód, který otevře"),
    };

    /// <summary>English for a language without words of its own.</summary>
    public static LetterWords Of(string locale) => Languages.GetValueOrDefault(locale.Split('-')[0], English);

    public string Date(DateTimeOffset at) => at.ToString(DateFormat, CultureInfo.GetCultureInfo(Culture));
}
