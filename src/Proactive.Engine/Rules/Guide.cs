using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Proactive.Cel;
using Proactive.Engine.Citizens;
using Proactive.Engine.Events;

namespace Proactive.Engine.Rules;

/// <summary>What a life event offers a citizen: words, how it notifies, which events it listens to, and the steps of all agencies.</summary>
/// <param name="Id">Its folder: <c>dk/moving</c>.</param>
/// <param name="Channels">Order of preference; the citizen's own choice comes first.</param>
/// <param name="Mandatory">False: the citizen may opt out of it.</param>
/// <param name="MinAge">Younger recipients are not written to directly.</param>
/// <param name="Discreet">True: the heading, which a lock screen shows, names no agency.</param>
/// <param name="Rollout">For whom its steps are live, where a step says nothing else.</param>
public sealed record Guide(
    string Id, Theme Theme, Country Country, LocalizedText Title, LocalizedText Intro,
    IReadOnlyList<string> Channels, bool Mandatory, int MinAge, bool Discreet, Rollout Rollout,
    IReadOnlyList<Subscription> Subscriptions, IReadOnlyList<StepRule> Steps)
{
    /// <summary>
    /// The version of a step that was law on <paramref name="effective"/>, or the latest one (a step that continues a journey was
    /// chosen by a later date); null if there is no such step.
    /// </summary>
    public StepRule? Step(string id, DateOnly effective) => Steps.FirstOrDefault(s => s.Id == id && s.IsValidOn(effective)) ?? Steps.LastOrDefault(s => s.Id == id);
}

/// <summary>What an event means to a guide. Continues: it adds steps to a journey that is under way.</summary>
public enum EventRole { Starts, Continues, Evidence, Corrects, Annuls }

/// <summary>One event type a guide listens to.</summary>
/// <param name="Effective">The legal date; null where the role needs none.</param>
/// <param name="Of">The id of the event that is corrected or annulled.</param>
/// <param name="Recipients">Person ids: each expression gives one or a list of them.</param>
/// <param name="Settle">How long to wait before acting: registries correct themselves.</param>
public sealed record Subscription(
    EventType Type, EventRole Role, CompiledExpression? Effective, CompiledExpression? Of,
    IReadOnlyList<CompiledExpression> Recipients, TimeSpan Settle, TimeSpan TooOldAfter);

/// <summary>One agency's statement: when this holds, this step applies.</summary>
/// <param name="Expressions">Conditions and dates by the event type they are read against; the step comes into being from these events only.</param>
public sealed record StepRule(
    string Id, Agency Agency, LocalizedText Title, LocalizedText Text, LocalizedText Why, LocalizedText DueText,
    bool Automatic, IReadOnlyList<string> Evidence, IReadOnlyList<string> After,
    StepAction? Action, IReadOnlyList<LocalizedText> Bring, Contact? Contact, LegalBasis Legal,
    DateOnly? ValidFrom, DateOnly? ValidTo, Rollout Rollout,
    IReadOnlyDictionary<string, StepExpressions> Expressions)
{
    public bool IsValidOn(DateOnly effective) => effective >= (ValidFrom ?? effective) && effective <= (ValidTo ?? effective);
}

/// <summary>A step's conditions and dates, compiled against one event type.</summary>
/// <param name="ReminderScope">What <paramref name="Remind"/> may read: the dates the step has, too.</param>
public sealed record StepExpressions(
    CompiledExpression? When, CompiledExpression? Opens, CompiledExpression? Due, IReadOnlyList<CompiledExpression> Remind, CelRecordType ReminderScope);

/// <summary>Where to do it.</summary>
public sealed record StepAction(Uri Url, LocalizedText Label);

/// <summary>The law a step rests on, where we read it, when, and how sure we are.</summary>
public sealed record LegalBasis(string Basis, Uri Source, DateOnly Checked, LegalStatus Status);

/// <summary>Read in an official source; read in a secondary one; or not to be sent before somebody has reviewed it.</summary>
public enum LegalStatus { Verified, Secondary, Review }

/// <summary>For whom a step is live: a share of citizens by a stable hash, and some municipalities (none: all).</summary>
public sealed record Rollout(int Percent, IReadOnlyList<string> Municipalities)
{
    public static Rollout Everyone { get; } = new(100, []);

    /// <summary>True if the step is live for this person. The same person gets the same answer for the same step each time.</summary>
    public bool Includes(string stepId, Person person, CitizenKey key)
    {
        if (Municipalities.Count > 0 && !Municipalities.Contains(person.Municipality ?? "")) return false;
        if (Percent >= 100) return true;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{stepId}\n{key.Value}"));
        return BinaryPrimitives.ReadUInt32BigEndian(hash) % 100 < Percent;
    }
}
