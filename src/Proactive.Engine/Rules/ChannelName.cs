namespace Proactive.Engine.Rules;

/// <summary>The channels by the names that life events and citizens use.</summary>
public static class ChannelName
{
    public const string DigitalPost = "digital-post";
    public const string Email = "email";
    public const string Letter = "letter";
    public const string TextMessage = "text-message";

    public static IReadOnlyList<string> All { get; } = [DigitalPost, Email, Letter, TextMessage];
}
