using System.Collections.ObjectModel;

namespace Proactive.Engine.Rules;

/// <summary>The rule book in force and older ones that journeys are pinned to. Immutable: whoever holds it sees the same books until the end.</summary>
public sealed class RuleShelf(RuleBook current, IReadOnlyDictionary<string, RuleBook> older)
{
    /// <summary>A shelf with no older book.</summary>
    public RuleShelf(RuleBook current) : this(current, ReadOnlyDictionary<string, RuleBook>.Empty) { }

    public RuleBook Current => current;

    /// <summary>The guide as the book with this hash has it; as the current one has it if that book is not on the shelf; null if neither has it.</summary>
    public Guide? Guide(string ruleBook, string guide) => older.GetValueOrDefault(ruleBook)?.Guide(guide) ?? current.Guide(guide);
}
