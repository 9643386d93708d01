using System.Text;

namespace Proactive.Cel;

/// <summary>
/// A value of a record type. Its slots are checked against the type when it is made, which is why compiled expressions may
/// read them without checking again.
/// </summary>
public sealed class CelRecord
{
    internal readonly CelValue[] Slots;

    /// <summary>
    /// Takes ownership of the slots, one a field in the type's order; <see cref="CelKind.Absent"/> for an absent optional field.
    /// Throws <see cref="ArgumentException"/> if a slot does not fit its field.
    /// </summary>
    public CelRecord(CelRecordType type, CelValue[] slots)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(slots);
        var fields = type.Declared;
        if (slots.Length != fields.Length)
            throw new ArgumentException($"'{type.Name}' has {fields.Length} fields, but {slots.Length} slots were given.", nameof(slots));
        for (var i = 0; i < slots.Length; i++)
        {
            var field = fields[i];
            if (slots[i].IsAbsent ? field.Required : !field.Type.Admits(slots[i]))
                throw new ArgumentException($"The field '{field.Name}' of '{type.Name}' is {field.Type}, but the value is {slots[i].Kind}.", nameof(slots));
        }
        Type = type;
        Slots = slots;
    }

    public CelRecordType Type { get; }

    public CelValue this[int slot] => Slots[slot];

    /// <summary>The value of a field. Throws <see cref="ArgumentException"/> if the type has no such field.</summary>
    public CelValue Get(string name)
    {
        var slot = Type.IndexOf(name);
        return slot >= 0 ? Slots[slot] : throw new ArgumentException($"'{Type.Name}' has no field '{name}'.", nameof(name));
    }

    public override string ToString() => WriteTo(new StringBuilder()).ToString();

    internal StringBuilder WriteTo(StringBuilder text)
    {
        text.Append(Type.Name).Append('{');
        var isFirst = true;
        for (var i = 0; i < Slots.Length; i++)
        {
            if (Slots[i].IsAbsent) continue;
            if (!isFirst) text.Append(", ");
            isFirst = false;
            Slots[i].WriteTo(text.Append(Type.Declared[i].Name).Append(": "));
        }

        return text.Append('}');
    }

    internal bool EqualSlots(CelRecord other) => Type.Equals(other.Type) && Slots.AsSpan().SequenceEqual(other.Slots);
}
