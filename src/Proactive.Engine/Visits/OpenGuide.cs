namespace Proactive.Engine.Visits;

/// <summary>What the link in a message opens: the lists it told of, as they stand now, in the words of the message.</summary>
/// <param name="Locale">The language everything here is in.</param>
/// <param name="Locales">The languages it could be in.</param>
/// <param name="Channels">By which the citizen could be written to, e.g. <c>email</c>.</param>
/// <param name="Channel">The one that comes first now; null: none.</param>
/// <param name="Language">The one messages are in now.</param>
/// <param name="Expires">From when on the link opens nothing.</param>
/// <param name="IsGuardian">The lists are about somebody whom the reader is guardian of.</param>
public sealed record OpenGuide(
    string Locale, IReadOnlyList<string> Locales, IReadOnlyList<GuideList> Lists, IReadOnlyList<string> Channels, string? Channel, string Language, DateTimeOffset Expires, bool IsGuardian);

/// <summary>How a list stands. Withdrawn: the registry took back what it was about. Closed: it was too old or goes on in another list.</summary>
public enum GuideListState { Active, Done, Withdrawn, Closed }

/// <summary>One journey as its citizen sees it. Plain text everywhere, to be encoded where it is shown.</summary>
/// <param name="Journey">The journey's id.</param>
/// <param name="Guide">The life event, e.g. <c>dk/moving</c>.</param>
/// <param name="About">When what it is about happened, written out.</param>
/// <param name="Optional">The citizen may say no to its messages.</param>
/// <param name="Answer">What the citizen said of the help, if they did.</param>
public sealed record GuideList(
    string Journey, string Guide, string Title, string Intro, string About, GuideListState State, bool Optional, bool OptedOut, bool Objected,
    IReadOnlyList<GuideStep> Steps, Answer? Answer);

/// <summary>How a step stands. Later: it has to wait for a day or another step. Automatic: it happens by itself.</summary>
public enum GuideStepState { Now, Later, Overdue, Done, Automatic }

/// <summary>A step as its citizen sees it.</summary>
/// <param name="Number">Its place among all there is to do, from 1; 0: it happens by itself.</param>
/// <param name="Due">The deadline; <paramref name="DueText"/> has it written out; empty: none.</param>
/// <param name="DueNote">The rule's own words about the deadline; empty: none.</param>
/// <param name="OpensText">From when it can be done, if that is still to come; empty: now.</param>
/// <param name="After">Titles of the steps that come first and are not done.</param>
/// <param name="Label">What the link <paramref name="Url"/> says.</param>
/// <param name="Basis">The law it rests on, read at <paramref name="Source"/>.</param>
/// <param name="DoneText">When it was done, written out; empty: it is not done.</param>
/// <param name="MayTick">The citizen may say that it is done.</param>
/// <param name="Ticked">The citizen has said so, and may take it back.</param>
public sealed record GuideStep(
    string Id, int Number, string Title, string Text, string Why, string Agency, GuideStepState State,
    DateOnly? Due, string DueText, string DueNote, string OpensText, IReadOnlyList<string> After,
    Uri? Url, string Label, IReadOnlyList<string> Bring, string Phone, string Hours, string Basis, Uri Source, string DoneText, bool MayTick, bool Ticked);
