using System.Buffers;
using System.Globalization;
using Proactive.Cel;

namespace Proactive.Engine.Rendering;

/// <summary>Where in a template something stands.</summary>
sealed record TemplatePlace(TemplateSource Source, int Offset)
{
    public TemplateException Failure(string message) => Source.FailureAt(Offset, message);
}

/// <summary>The text a template writes, kept within <see cref="TemplateLimits"/> while it grows.</summary>
sealed class TemplateOutput : IDisposable
{
    // With room for most messages; borrowed, because a message a millisecond would keep the garbage collector busy.
    char[] _text = ArrayPool<char>.Shared.Rent(16_384);
    readonly Dictionary<CelRecordType, (CelRecord Record, CelValue[] Slots)> _scopes = new(ReferenceEqualityComparer.Instance);
    int _length, _turns;

    public void Append(string value, TemplatePlace at)
    {
        if (_length + value.Length > TemplateLimits.MaxCharacters) throw at.Failure($"the text is longer than {TemplateLimits.MaxCharacters} characters");
        if (_length + value.Length > _text.Length) Grow(value.Length);
        value.CopyTo(_text.AsSpan(_length));
        _length += value.Length;
    }

    public void Append(long value, TemplatePlace at) => Append(value.ToString(CultureInfo.InvariantCulture), at);

    public void Turn(TemplatePlace at)
    {
        if (++_turns > TemplateLimits.MaxTurns) throw at.Failure($"its loops turn more than {TemplateLimits.MaxTurns} times");
    }

    /// <summary>
    /// What a loop's body sees: the variables around it and, in the last slot, the item, which the loop sets anew each turn. A loop has
    /// one record however often it runs, because a body keeps nothing of it and a loop is never within itself.
    /// </summary>
    /// <param name="type">The loop's own type.</param>
    public (CelRecord Record, CelValue[] Slots) Scope(CelRecordType type, CelRecord variables, CelValue first)
    {
        var isKnown = _scopes.TryGetValue(type, out var scope);
        var slots = isKnown ? scope.Slots : new CelValue[type.Fields.Count];
        for (var i = 0; i < slots.Length - 1; i++) slots[i] = variables[i];
        slots[^1] = first;
        return isKnown ? scope : _scopes[type] = (new CelRecord(type, slots), slots);
    }

    public override string ToString() => new(_text, 0, _length);

    public void Dispose() => ArrayPool<char>.Shared.Return(_text);

    void Grow(int more)
    {
        var larger = ArrayPool<char>.Shared.Rent(Math.Max(_length + more, _text.Length * 2));
        _text.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<char>.Shared.Return(_text);
        _text = larger;
    }
}
