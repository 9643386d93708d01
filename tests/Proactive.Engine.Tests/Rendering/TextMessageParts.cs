namespace Proactive.Engine.Tests.Rendering;

/// <summary>How many parts a text message travels in.</summary>
static class TextMessageParts
{
    // GSM 03.38, the alphabet of a text message of 160 characters; the second set takes two places each.
    const string Gsm = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    const string GsmTwice = "\f^{}\\[~]|€";

    public static int Of(string text)
    {
        if (!text.All(c => Gsm.Contains(c) || GsmTwice.Contains(c))) return text.Length <= 70 ? 1 : (text.Length + 66) / 67;
        var places = text.Length + text.Count(GsmTwice.Contains);
        return places <= 160 ? 1 : (places + 152) / 153;
    }
}
