using System.Text;
using System.Text.Json;
using Proactive.Engine.Events;

namespace Proactive.Bench;

/// <summary>What reading events costs.</summary>
static class EventMeasures
{
    public static void Run()
    {
        var types = GeneratedBook.Of(["data.isFirst"]).Book.EventTypes;
        var payload = Encoding.UTF8.GetBytes(Move.Json);
        if (EventReader.Read(payload, types).Rejection is { } rejection) throw new InvalidOperationException(rejection.ToString());
        Measure.Print("events.read", "ns", 1, () => EventReader.Read(payload, types).Event!.Data.Type.Fields.Count, () => Tokens(payload));
    }

    static int Tokens(byte[] payload)
    {
        var tokens = 0;
        var json = new Utf8JsonReader(payload);
        while (json.Read()) tokens++;
        return tokens;
    }
}
