using System.Buffers;
using System.Globalization;

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
