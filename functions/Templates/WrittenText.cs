using System.Text;
using Proactive.Engine.Rendering;
using Scriban.Runtime;

namespace Proactive.Functions.Templates;

/// <summary>The text a template writes, kept within <see cref="TemplateLimits"/> while it grows.</summary>
sealed class WrittenText(Func<TemplateException> tooLong) : IScriptOutput
{
    readonly StringBuilder _text = new();

    public void Write(string text, int offset, int count)
    {
        if (_text.Length + count > TemplateLimits.MaxCharacters) throw tooLong();
        _text.Append(text, offset, count);
    }

    public ValueTask WriteAsync(string text, int offset, int count, CancellationToken cancellationToken)
    {
        Write(text, offset, count);
        return ValueTask.CompletedTask;
    }

    public override string ToString() => _text.ToString();
}
