using System.Security.Cryptography;
using System.Text;
using System.Xml;
using Proactive.Engine.Citizens;
using Proactive.Engine.Rendering;

namespace Proactive.Channels.DigitalPost;

/// <summary>
/// A notice as Danish digital post: a message of MeMo 1.2. Every element has its prefix, because the shared gateway for it (SF1601)
/// does not know default namespaces.
/// </summary>
static class MemoMessage
{
    const string Memo = "https://DigitalPost.dk/MeMo-1";
    const string Kle = "http://kle-online.dk/";

    // A lock screen shows it.
    const int NotificationLength = 150;

    /// <summary>The bytes of the XML, or why the notice can be no digital post.</summary>
    public static (byte[]? Xml, string? Refusal) Of(Message message, Person person, DigitalPostSender sender, DateTimeOffset now)
    {
        if (!IsCpr(person.Id)) return (null, "invalid-person-number");
        if (message.Html.Length == 0) return (null, "has-no-page");
        if (MemoText.Line(message.Subject, MemoText.Length).Length == 0) return (null, "has-no-subject");
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("memo", "Message", Memo);
            xml.WriteAttributeString("memoVersion", "1.2");
            WriteHeader(xml, message, person, sender);
            WriteBody(xml, message, now);
            xml.WriteEndElement();
        }

        return (bytes.ToArray(), null);
    }

    /// <summary>True for ten digits, as the Danish civil register numbers people.</summary>
    public static bool IsCpr(string personId) => personId.Length == 10 && personId.All(char.IsAsciiDigit);

    /// <summary>The same for the same notice, so that digital post knows a repetition. In form it is random (RFC 9562 version 4), which the schema asks for.</summary>
    public static Guid IdOf(string noticeId)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(noticeId)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    static void WriteHeader(XmlWriter xml, Message message, Person person, DigitalPostSender sender)
    {
        xml.WriteStartElement("memo", "MessageHeader", Memo);
        Write(xml, "messageType", "DIGITALPOST");
        Write(xml, "messageUUID", IdOf(message.NoticeId).ToString());
        Write(xml, "messageID", message.NoticeId);
        Write(xml, "label", MemoText.Line(message.Subject, MemoText.Length));
        Write(xml, "notification", MemoText.Line(message.Subject, NotificationLength));
        Write(xml, "reply", XmlConvert.ToString(sender.TakesReplies));

        xml.WriteStartElement("memo", "Sender", Memo);
        Write(xml, "senderID", sender.Cvr);
        Write(xml, "idType", "CVR");
        Write(xml, "label", sender.Name);
        xml.WriteEndElement();

        xml.WriteStartElement("memo", "Recipient", Memo);
        Write(xml, "recipientID", person.Id);
        Write(xml, "idType", "CPR");
        if (MemoText.Line(person.Name ?? "", MemoText.Length) is { Length: > 0 } name) Write(xml, "label", name);
        xml.WriteEndElement();

        if (sender.Subject is { } subject) WriteSubject(xml, subject);
        xml.WriteEndElement();
    }

    static void WriteSubject(XmlWriter xml, DigitalPostSubject subject)
    {
        xml.WriteStartElement("memo", "ContentData", Memo);
        xml.WriteStartElement("kle", "KLEdata", Kle);
        xml.WriteElementString("kle", "subjectKey", Kle, subject.Key);
        xml.WriteElementString("kle", "version", Kle, subject.Version);
        xml.WriteElementString("kle", "label", Kle, subject.Name);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    static void WriteBody(XmlWriter xml, Message message, DateTimeOffset now)
    {
        xml.WriteStartElement("memo", "MessageBody", Memo);
        Write(xml, "createdDateTime", MemoAction.Written(now));
        xml.WriteStartElement("memo", "MainDocument", Memo);
        WriteFile(xml, message);
        foreach (var action in message.Steps.SelectMany(MemoAction.Of)) WriteAction(xml, action);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    static void WriteFile(XmlWriter xml, Message message)
    {
        var language = message.Locale.Length < 2 ? "da" : message.Locale[..2].ToLowerInvariant();
        var page = Encoding.UTF8.GetBytes(message.Html);
        xml.WriteStartElement("memo", "File", Memo);
        Write(xml, "encodingFormat", "text/html");
        Write(xml, "filename", language == "da" ? "Besked.html" : "Message.html");
        Write(xml, "language", language);
        xml.WriteStartElement("memo", "content", Memo);
        xml.WriteBase64(page, 0, page.Length);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    static void WriteAction(XmlWriter xml, MemoAction action)
    {
        xml.WriteStartElement("memo", "Action", Memo);
        Write(xml, "label", action.Label);
        Write(xml, "actionCode", action.Code);
        if (action.End is { } end) Write(xml, "endDateTime", MemoAction.Written(end));
        if (action.Url is { } url)
        {
            xml.WriteStartElement("memo", "EntryPoint", Memo);
            Write(xml, "url", url);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    static void Write(XmlWriter xml, string name, string value) => xml.WriteElementString("memo", name, Memo, value);
}
