using System.Globalization;
using System.Text;

namespace Proactive.Engine.Rendering;

/// <summary>Where in a template something stands.</summary>
sealed record TemplatePlace(TemplateSource Source, int Offset)
{
    public TemplateException Failure(string message) => Source.FailureAt(Offset, message);
}

/// <summary>The text a template writes, kept within <see cref="TemplateLimits"/> while it grows.</summary>
sealed class TemplateOutput
{
    // With room for most messages.
    readonly StringBuilder _text = new(8_000);
    int _turns;

    public void Append(string value, TemplatePlace at)
    {
        if (_text.Length + value.Length > TemplateLimits.MaxCharacters) throw at.Failure($"the text is longer than {TemplateLimits.MaxCharacters} characters");
        _text.Append(value);
    }

    public void Append(long value, TemplatePlace at) => Append(value.ToString(CultureInfo.InvariantCulture), at);

    public void Turn(TemplatePlace at)
    {
        if (++_turns > TemplateLimits.MaxTurns) throw at.Failure($"its loops turn more than {TemplateLimits.MaxTurns} times");
    }

    public override string ToString() => _text.ToString();
}
