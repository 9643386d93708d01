using Proactive.Channels.Gateways;

namespace Proactive.Channels.TextMessages;

/// <summary>Which gateway takes the text messages, and from whom they are.</summary>
public sealed record TextMessageOptions
{
    public required GatewayOptions Gateway { get; init; }

    /// <summary>The sender that phones show: 1 to 11 letters and digits of ASCII, at least one of them a letter.</summary>
    public required string From { get; init; }

    /// <summary>A text that needs more parts is not sent. Default 3.</summary>
    public int MaxParts { get; init; } = 3;

    /// <summary>What is wrong with the settings, each in a sentence; empty if nothing is.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>(Gateway.Problems());
        if (From.Length is < 1 or > 11 || !From.All(char.IsAsciiLetterOrDigit) || !From.Any(char.IsAsciiLetter)) problems.Add("the sender of text messages is not 1 to 11 letters and digits from A to Z and 0 to 9, with a letter among them");
        if (MaxParts is < 1 or > 10) problems.Add("the parts of a text message are not between 1 and 10");
        return problems;
    }

    // A record's generated text would print what the gateway's does not.
    public override string ToString() => $"text messages from {From} by {Gateway}";
}
