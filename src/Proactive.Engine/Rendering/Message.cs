using Proactive.Engine.Notices;

namespace Proactive.Engine.Rendering;

/// <summary>A notice in words, ready for a channel.</summary>
/// <param name="Subject">The heading: what, by when, who. One line; no personal data.</param>
/// <param name="Html">A whole accessible HTML page.</param>
/// <param name="Text">The same as plain text, lines of at most 78 characters where words allow.</param>
public sealed record Message(string NoticeId, NoticeKind Kind, string Locale, string Subject, string Html, string Text);

/// <summary>What rendering gave: a message, or why the template could not say it.</summary>
public sealed record Rendered(Message? Message, string? Failure);
