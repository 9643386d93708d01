using Markdig.Syntax;
using Proactive.Engine.Notices;

namespace Proactive.Engine.Rendering;

/// <summary>A notice in words, ready for a channel.</summary>
/// <param name="Subject">The heading: what, by when, who. One line; no personal data.</param>
/// <param name="Html">A whole accessible HTML page; empty for a text message.</param>
/// <param name="Text">The same as plain text, lines of at most 78 characters where words allow; for a text message its few words on one line.</param>
public sealed record Message(string NoticeId, NoticeKind Kind, string Locale, string Subject, string Html, string Text)
{
    /// <summary>The page as blocks (headings, paragraphs, lists), for a channel that lays it out itself; null for a text message.</summary>
    public MarkdownDocument? Document { get; init; }

    /// <summary>The steps that are told, in the order of the page.</summary>
    public IReadOnlyList<MessageStep> Steps { get; init; } = [];

    /// <summary>Where the reader can say that they want no more messages of this kind; null if they cannot.</summary>
    public Uri? Unsubscribe { get; init; }

    /// <summary>The reader's own page, where the list stands and can be ticked off; null: there is none. A secret.</summary>
    public Uri? Guide { get; init; }

    /// <summary>What is printed in the message so that staff can find it.</summary>
    public string Reference => Notice.ReferenceOf(NoticeId);
}

/// <summary>One thing to do, or that happens by itself, as the message tells it. Texts are one line without characters that steer; empty where there is none.</summary>
/// <param name="Id">Unique within the message.</param>
/// <param name="Action">Where to do it.</param>
/// <param name="Bring">What to have ready.</param>
public sealed record MessageStep(
    string Id, string Title, string Text, DateOnly? Opens, DateOnly? Due, bool Automatic, string Agency,
    Uri? Action, string ActionLabel, IReadOnlyList<string> Bring, string Phone, string Hours)
{
    /// <summary>The same in every message that tells of this step of this journey, and in no other.</summary>
    public string Key { get; init; } = Id;

    /// <summary>The <see cref="Key"/> of a journey's step.</summary>
    public static string KeyOf(string journey, string step) => $"{journey}/{step}";
}

/// <summary>What rendering gave: a message, or why the template could not say it.</summary>
public sealed record Rendered(Message? Message, string? Failure);
