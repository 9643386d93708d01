using System.Text;
using Proactive.Cel;

namespace Proactive.Engine.Rendering;

/// <summary>A template whose every expression is compiled against its model. Immutable; made by <see cref="TemplateCompiler"/>.</summary>
sealed class Template(string path, Action<StringBuilder, CelRecord> write)
{
    /// <summary>Output no message needs; a template that passes it is broken.</summary>
    const int MaxCharacters = 200_000;

    /// <summary>Output that most messages need.</summary>
    const int UsualCharacters = 8_000;

    /// <summary>Its file, as problems name it.</summary>
    public string Path { get; } = path;

    /// <summary>Throws <see cref="TemplateException"/> if a value cannot be read.</summary>
    public string Render(CelRecord model)
    {
        var text = new StringBuilder(UsualCharacters);
        write(text, model);
        return text.Length <= MaxCharacters ? text.ToString() : throw new TemplateException(Path, $"the text is longer than {MaxCharacters} characters");
    }
}

/// <summary>A template could not be rendered for one model: a bug in the template or the model, never in the citizen's data.</summary>
public sealed class TemplateException(string path, string message) : Exception($"{path}: {message}");
