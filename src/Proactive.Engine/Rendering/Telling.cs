using Proactive.Engine.Citizens;
using Proactive.Engine.Journeys;
using Proactive.Engine.Notices;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Rendering;

/// <summary>What one message is to tell, to whom, and how it travels.</summary>
/// <param name="Channel">A text message has words of its own (<see cref="ChannelName"/>).</param>
/// <param name="Reader">Who gets it, as known at this moment.</param>
/// <param name="Subject">Whom it is about: the reader, or somebody they are guardian of.</param>
/// <param name="Parts">The journeys it tells of; the first one's notice gives the message its id and kind.</param>
/// <param name="Unsubscribe">Where the reader can say that they want no more messages of this kind; null: there is no such place, or the life event is mandatory.</param>
/// <param name="Guide">The reader's own page, where the list stands and can be ticked off; null: there is none. A secret.</param>
public sealed record Telling(string Channel, Person Reader, Person Subject, IReadOnlyList<Part> Parts, Uri? Unsubscribe = null, Uri? Guide = null);

/// <summary>One journey in a message.</summary>
/// <param name="Before">The last notice that told the journey's whole list, for a change to say what is different now; null: none did.</param>
public sealed record Part(Notice Notice, Journey Journey, Guide Guide, Notice? Before = null);
