using System.Collections.Immutable;

namespace Proactive.Engine.Storage;

/// <summary>Writes a body value by value, without names. A text that comes again is written as its number among the texts.</summary>
sealed class BodyWriter : IDisposable
{
    readonly MemoryStream _bytes = new(1024);
    readonly BinaryWriter _to;
    readonly Dictionary<string, int> _texts = new(32);

    public BodyWriter() => _to = new BinaryWriter(_bytes);

    public byte[] Bytes => _bytes.ToArray();

    public void Number(long value) => _to.Write7BitEncodedInt64(value);

    public void Flag(bool value) => _to.Write(value);

    /// <summary>0 for none, 1 for a new one that follows, else 2 more than its number.</summary>
    public void Text(string? value)
    {
        if (value is null)
        {
            Number(0);
        }
        else if (_texts.TryGetValue(value, out var known))
        {
            Number(known + 2);
        }
        else
        {
            _texts.Add(value, _texts.Count);
            Number(1);
            _to.Write(value);
        }
    }

    /// <summary>By name, so that members may be added and moved.</summary>
    public void Name<T>(T value) where T : struct, Enum => Text(value.ToString());

    public void Date(DateOnly? value) => Number(value is { } date ? date.DayNumber + 1 : 0);

    public void Moment(DateTimeOffset? value)
    {
        Number(value is { } moment ? moment.Ticks + 1 : 0);
        if (value is { Offset: var offset }) _to.Write((short)offset.TotalMinutes);
    }

    public void List<T>(ImmutableArray<T> values, Action<BodyWriter, T> write)
    {
        Number(values.Length);
        foreach (var value in values) write(this, value);
    }

    public void Dispose() => _to.Dispose();
}
