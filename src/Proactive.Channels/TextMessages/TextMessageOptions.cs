using System.Text.RegularExpressions;
using Proactive.Channels.Gateways;

namespace Proactive.Channels.TextMessages;

/// <summary>Which gateway takes the text messages, and from whom they are.</summary>
public sealed partial record TextMessageOptions
{
    public required GatewayOptions Gateway { get; init; }

    /// <summary>The sender that phones show: a name of 1 to 11 letters and digits of ASCII, which nobody can answer, or a number that takes answers: a short one such as <c>1919</c>, or a whole one such as <c>+4512345678</c>.</summary>
    public required string From { get; init; }

    /// <summary>A text that needs more parts is not sent. Default 3.</summary>
    public int MaxParts { get; init; } = 3;

    /// <summary>What is wrong with the settings, each in a sentence; empty if nothing is.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>(Gateway.Problems());
        if (!Sender().IsMatch(From)) problems.Add("the sender of text messages is neither a name of 1 to 11 letters and digits from A to Z and 0 to 9, nor a number: 3 to 6 digits, or a plus and 7 to 15");
        if (MaxParts is < 1 or > 10) problems.Add("the parts of a text message are not between 1 and 10");
        return problems;
    }

    // A record's generated text would print what the gateway's does not.
    public override string ToString() => $"text messages from {From} by {Gateway}";

    // Digits alone are a name to no phone.
    [GeneratedRegex(@"^(?:(?=[0-9]*[A-Za-z])[A-Za-z0-9]{1,11}|[0-9]{3,6}|\+[1-9][0-9]{6,14})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Sender();
}
