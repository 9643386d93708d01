namespace Proactive.Engine.Rules;

/// <summary>A mistake in a content file: where it is and what to do about it.</summary>
/// <param name="File">Path as the author sees it, e.g. <c>rules/dk/moving/folkeregister.yaml</c>.</param>
/// <param name="Line">1-based; 0 if the file as a whole is meant.</param>
/// <param name="Column">1-based.</param>
/// <param name="SourceLine">The text of that line, to print a caret under.</param>
/// <param name="IsWarning">True: worth a look, but nothing that keeps the file from being used.</param>
public sealed record Problem(string File, int Line, int Column, string Message, string? SourceLine = null, bool IsWarning = false)
{
    /// <summary><c>file:line:column: message</c>, the line, and a caret under the place.</summary>
    public override string ToString()
    {
        var message = IsWarning ? $"warning: {Message}" : Message;
        if (Line == 0) return $"{File}: {message}";
        var head = $"{File}:{Line}:{Column}: {message}";
        if (SourceLine is null) return head;
        var number = $"{Line,5} | ";
        // Tabs keep their width under themselves, so the caret stays below its character.
        var before = string.Concat(SourceLine.Take(Column - 1).Select(c => c == '\t' ? '\t' : ' '));
        return $"{head}\n{number}{SourceLine}\n{new string(' ', number.Length - 2)}| {before}^";
    }
}

/// <summary>Collects the mistakes found while content is loaded; loading goes on to find the next.</summary>
public sealed class ProblemList
{
    readonly List<Problem> _problems = [];

    public IReadOnlyList<Problem> All => [.. _problems.OrderBy(p => p.File, StringComparer.Ordinal).ThenBy(p => p.Line).ThenBy(p => p.Column)];

    /// <summary>True if something keeps the content from being used.</summary>
    public bool Any => _problems.Any(p => !p.IsWarning);

    /// <summary>Adds a problem, unless the same place has one already: a rule read against two event types is wrong once.</summary>
    public void Add(Problem problem)
    {
        if (problem.Line == 0 || !_problems.Any(p => p.File == problem.File && p.Line == problem.Line && p.Column == problem.Column)) _problems.Add(problem);
    }

    internal void Add(YamlNode at, string message) => Add(at, 0, message);

    internal void Warn(YamlNode at, string message) => Add(new Problem(at.File.Path, at.Line, at.Column, message, at.File.LineAt(at.Line), IsWarning: true));

    /// <summary>A problem <paramref name="offset"/> characters into the scalar <paramref name="at"/>.</summary>
    internal void Add(YamlNode at, int offset, string message)
    {
        var (line, column) = at.PlaceOf(offset);
        Add(new Problem(at.File.Path, line, column, message, at.File.LineAt(line)));
    }
}
