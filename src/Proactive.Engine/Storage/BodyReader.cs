using System.Collections.Immutable;

namespace Proactive.Engine.Storage;

/// <summary>Reads what <see cref="BodyWriter"/> wrote, in the same order.</summary>
sealed class BodyReader(byte[] body) : IDisposable
{
    readonly BinaryReader _from = new(new MemoryStream(body));
    readonly List<string> _texts = [];

    public long Number() => _from.Read7BitEncodedInt64();

    public int Count() => checked((int)Number());

    public bool Flag() => _from.ReadBoolean();

    public string Text() => OptionalText() ?? throw new InvalidDataException("a text is missing.");

    public string? OptionalText()
    {
        var number = Count();
        if (number > 1) return _texts[number - 2];
        if (number == 0) return null;
        _texts.Add(_from.ReadString());
        return _texts[^1];
    }

    public T Name<T>() where T : struct, Enum => Enum.Parse<T>(Text());

    public DateOnly Date() => OptionalDate() ?? throw new InvalidDataException("a date is missing.");

    public DateOnly? OptionalDate() => Count() is > 0 and var day ? DateOnly.FromDayNumber(day - 1) : null;

    public DateTimeOffset Moment() => OptionalMoment() ?? throw new InvalidDataException("a moment is missing.");

    public DateTimeOffset? OptionalMoment() => Number() is > 0 and var ticks ? new DateTimeOffset(ticks - 1, TimeSpan.FromMinutes(_from.ReadInt16())) : null;

    public ImmutableArray<T> List<T>(Func<BodyReader, T> read)
    {
        var values = ImmutableArray.CreateBuilder<T>();
        for (var left = Count(); left > 0; left--) values.Add(read(this));
        return values.DrainToImmutable();
    }

    public void Dispose() => _from.Dispose();
}
