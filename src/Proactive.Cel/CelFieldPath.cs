namespace Proactive.Cel;

/// <summary>The way from a root record to one of its fields, as slots: <c>data.to.municipality</c>.</summary>
public sealed class CelFieldPath : IEquatable<CelFieldPath>
{
    readonly int[] slots;

    internal CelFieldPath(string text, int[] slots)
    {
        Text = text;
        this.slots = slots;
    }

    /// <summary>The dotted path, as an author writes it.</summary>
    public string Text { get; }

    /// <summary>The path written as <paramref name="text"/>. Throws <see cref="ArgumentException"/> if the type has no such field.</summary>
    public static CelFieldPath Of(CelRecordType root, string text)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(text);
        var (type, slots) = ((CelRecordType?)root, new List<int>());
        foreach (var name in text.Split('.'))
        {
            var slot = type?.IndexOf(name) ?? -1;
            if (slot < 0)
                throw new ArgumentException($"'{root.Name}' has no field '{text}'.", nameof(text));
            slots.Add(slot);
            type = type!.Fields[slot].Type.RecordType;
        }
        return new(text, [.. slots]);
    }

    /// <summary>The field's value in a record of the root type; absent if it or a record on the way to it is.</summary>
    public CelValue Read(CelRecord root)
    {
        ArgumentNullException.ThrowIfNull(root);
        var value = root.Slots[slots[0]];
        for (var i = 1; i < slots.Length && !value.IsAbsent; i++)
            value = value.AsRecord.Slots[slots[i]];
        return value;
    }

    public bool Equals(CelFieldPath? other) => other is not null && slots.AsSpan().SequenceEqual(other.slots);

    public override bool Equals(object? obj) => Equals(obj as CelFieldPath);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Text;
}
