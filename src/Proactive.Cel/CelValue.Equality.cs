using Proactive.Cel.Evaluation;

namespace Proactive.Cel;

public readonly partial struct CelValue
{
    public bool Equals(CelValue other) => Tag == other.Tag ? EqualsSameKind(other) : Numbers.AreEqual(this, other);

    public override bool Equals(object? obj) => obj is CelValue other && Equals(other);

    public static bool operator ==(CelValue left, CelValue right) => left.Equals(right);

    public static bool operator !=(CelValue left, CelValue right) => !left.Equals(right);

    public override int GetHashCode() => Tag switch
    {
        CelKind.Int or CelKind.Uint or CelKind.Double => Numbers.Hash(this),
        CelKind.String => ((string)Ref!).GetHashCode(StringComparison.Ordinal),
        CelKind.List => ((IReadOnlyList<CelValue>)Ref!).Count,
        CelKind.Map => ((CelMap)Ref!).Count,
        CelKind.Bytes => ((byte[])Ref!).Length,
        _ => HashCode.Combine(Tag, Bits, Extra),
    };

    bool EqualsSameKind(CelValue other) => Tag switch
    {
        CelKind.Double => BitConverter.Int64BitsToDouble(Bits) == BitConverter.Int64BitsToDouble(other.Bits),
        CelKind.String => string.Equals((string)Ref!, (string)other.Ref!, StringComparison.Ordinal),
        CelKind.Bytes => ((byte[])Ref!).AsSpan().SequenceEqual((byte[])other.Ref!),
        CelKind.List => ListsEqual((IReadOnlyList<CelValue>)Ref!, (IReadOnlyList<CelValue>)other.Ref!),
        CelKind.Map => ((CelMap)Ref!).EqualEntries((CelMap)other.Ref!),
        CelKind.Record => ((CelRecord)Ref!).EqualSlots((CelRecord)other.Ref!),
        CelKind.Type => ((CelType)Ref!).RuntimeName == ((CelType)other.Ref!).RuntimeName,
        CelKind.Optional => Ref is Box box ? other.Ref is Box otherBox && box.Value.Equals(otherBox.Value) : other.Ref is null,
        CelKind.Error => Ref!.Equals(other.Ref),
        _ => Bits == other.Bits && Extra == other.Extra,
    };

    static bool ListsEqual(IReadOnlyList<CelValue> left, IReadOnlyList<CelValue> right)
    {
        if (left.Count != right.Count)
            return false;
        for (var i = 0; i < left.Count; i++)
            if (!left[i].Equals(right[i]))
                return false;
        return true;
    }
}
