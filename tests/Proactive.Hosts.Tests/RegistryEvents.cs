namespace Proactive.Hosts.Tests;

/// <summary>Events as a registry writes them, one a line.</summary>
static class RegistryEvents
{
    public static string Moved(string id, string subject) =>
        Event("dk.cpr.person-moved.v1", id, subject, """{"movedOn":"2026-11-07","from":{"municipality":"0751"},"to":{"municipality":"0461"}}""");

    /// <summary>Evidence, of which one person may send as many as a test likes.</summary>
    public static string AddressRegistered(string id, string subject) => Event("dk.cpr.address-registered.v1", id, subject, """{"registeredOn":"2026-11-07"}""");

    public static string Lines(IEnumerable<string> events) => string.Join('\n', events) + "\n";

    static string Event(string type, string id, string subject, string data) =>
        $$"""{"specversion":"1.0","type":"{{type}}","source":"urn:test","id":"{{id}}","subject":"{{subject}}","data":{{data}}}""";
}
