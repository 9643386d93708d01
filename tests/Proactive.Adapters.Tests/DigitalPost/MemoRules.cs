using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Proactive.Adapters.Tests;

/// <summary>
/// What MeMo 1.2 asks of a message, written down anew from its description: which fields, in which order, how often, how long, of
/// which form. Fields that the project does not write are in the order too, so that one written in the wrong place is found.
/// </summary>
static partial class MemoRules
{
    const string Memo = "{https://DigitalPost.dk/MeMo-1}";
    const string Kle = "{http://kle-online.dk/}";
    const string Moment = @"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ";
    const string Uuid = "[a-fA-F0-9]{8}-[a-fA-F0-9]{4}-4[a-fA-F0-9]{3}-[aAbB89][a-fA-F0-9]{3}-[a-fA-F0-9]{12}";

    sealed record Field(string Name, int Least = 0, int Most = 1, int Length = 256, string Form = ".*")
    {
        public static implicit operator Field(string name) => new(name);
    }

    static readonly Dictionary<string, Field[]> Fields = new()
    {
        ["Message"] = [Is("MessageHeader"), Is("MessageBody")],
        ["MessageHeader"] =
        [
            Is("messageType", form: "DIGITALPOST"), Is("messageUUID", form: Uuid), "messageID", "messageCode", Is("label"), new("notification", Length: 150), "additionalNotification",
            new("reply", Form: "true|false"), new("replyByDateTime", Form: Moment), new("doNotDeliverUntilDate", Form: @"\d{4}-\d\d-\d\d"), new("mandatory", Form: "true|false"),
            new("legalNotification", Form: "true|false"), "postType", Is("Sender"), Is("Recipient"), "ContentData", "ForwardData", new("ReplyData", Most: int.MaxValue),
        ],
        ["Sender"] = [Is("senderID", form: @"\d{8}"), Is("idType", form: "CVR"), Is("label"), "AttentionData", "ContactPoint", "Representative"],
        ["Recipient"] = [Is("recipientID", form: @"\d{10}"), Is("idType", form: "CPR"), "label", "AttentionData", "ContactPoint"],
        ["ContentData"] = ["CPRdata", "CVRdata", "MotorVehicle", "PropertyNumber", "CaseID", "KLEdata"],
        ["KLEdata"] = [Is("subjectKey"), Is("version"), "activityFacet", Is("label")],
        ["MessageBody"] = [Is("createdDateTime", form: Moment), Is("MainDocument"), new("AdditionalDocument", Most: int.MaxValue), new("TechnicalDocument", Most: int.MaxValue)],
        ["MainDocument"] = ["mainDocumentID", "label", new("File", 1, int.MaxValue), new("Action", Most: int.MaxValue)],
        ["File"] = [Is("encodingFormat"), Is("filename"), Is("language", form: "[a-z]{2}"), new("content", 1, Length: int.MaxValue, Form: "[A-Za-z0-9+/]+={0,2}")],
        ["Action"] =
        [
            Is("label"), Is("actionCode", form: "AFTALE|BETALING|SELVBETJENING|INFORMATION|UNDERSKRIV|BEKRAEFT|FORBEREDELSE|TILMELDING"),
            new("startDateTime", Form: Moment), new("endDateTime", Form: Moment), "Reservation", "EntryPoint",
        ],
        ["EntryPoint"] = [Is("url")],
    };

    /// <summary>Everything that a message breaks.</summary>
    public static List<string> Broken(byte[] xml)
    {
        var text = System.Text.Encoding.UTF8.GetString(xml);
        var root = XDocument.Parse(text).Root!;
        var broken = new List<string>();
        if (root.Name != Memo + "Message") broken.Add($"the root is {root.Name}");
        if (root.Attribute("memoVersion")?.Value != "1.2") broken.Add("the version is not 1.2");
        if (DefaultNamespace().IsMatch(text)) broken.Add("a default namespace is declared");
        if (Unprefixed().Match(text) is { Success: true } tag) broken.Add($"{tag.Value} has no prefix of its own");
        Check(root, broken);
        return broken;
    }

    static Field Is(string name, string form = ".+") => new(name, 1, Form: form);

    static void Check(XElement element, List<string> broken)
    {
        var fields = Fields[element.Name.LocalName];
        var places = element.Elements().Select(e => (Element: e, Place: Array.FindIndex(fields, f => f.Name == e.Name.LocalName))).ToList();
        broken.AddRange(places.Where(p => p.Place < 0).Select(p => $"{element.Name.LocalName} has an unknown {p.Element.Name.LocalName}"));
        if (!places.Select(p => p.Place).SequenceEqual(places.Select(p => p.Place).Order())) broken.Add($"{element.Name.LocalName} has its fields in another order");
        foreach (var field in fields)
        {
            var found = element.Elements().Where(e => e.Name.LocalName == field.Name).ToList();
            if (found.Count < field.Least || found.Count > field.Most) broken.Add($"{element.Name.LocalName} has {found.Count} {field.Name}");
            foreach (var one in found) Check(one, field, broken);
        }
    }

    static void Check(XElement element, Field field, List<string> broken)
    {
        var kle = element.Name.LocalName == "KLEdata" || element.Parent!.Name.LocalName == "KLEdata";
        if (element.Name.Namespace.NamespaceName != (kle ? Kle : Memo).Trim('{', '}')) broken.Add($"{field.Name} is in another namespace");
        if (Fields.ContainsKey(field.Name))
        {
            Check(element, broken);
            return;
        }

        if (element.HasElements) broken.Add($"{field.Name} is no text");
        if (element.Value.Length > field.Length) broken.Add($"{field.Name} has {element.Value.Length} characters");
        if (!Regex.IsMatch(element.Value, $"^(?:{field.Form})\\z")) broken.Add($"{field.Name} is not {field.Form}");
    }

    [GeneratedRegex("\\sxmlns=")]
    private static partial Regex DefaultNamespace();

    [GeneratedRegex("</?(?!memo:|kle:)[A-Za-z][^>]*>")]
    private static partial Regex Unprefixed();
}
