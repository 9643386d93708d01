namespace Proactive.Cel.Checking;

static class Suggestions
{
    /// <summary>A question to append to a problem's sentence, empty if no known name is close enough.</summary>
    public static string DidYouMean(string name, IEnumerable<string> known) =>
        Closest.To(name, known) is { } meant ? $" Did you mean '{meant}'?" : "";
}
