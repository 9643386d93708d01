using System.Globalization;
using Proactive.Cel;
using Proactive.Engine.Rendering;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Proactive.Functions.Templates;

/// <summary>One run of a template in Scriban, which stops at the same limits as the built-in engine and compares as it does.</summary>
sealed class TemplateRun : TemplateContext
{
    readonly WrittenText _text;
    int _turns;

    public TemplateRun(IReadOnlyDictionary<string, ScriptPage> partials, CelRecord model) : base(new ScriptObject { ["include"] = new IncludedPartial(partials) })
    {
        AutoIndent = false;
        StrictVariables = true;
        EnableRelaxedTargetAccess = EnableRelaxedMemberAccess = EnableRelaxedIndexerAccess = EnableRelaxedFunctionAccess = false;
        // Ours are counted here, over all loops and partials together.
        LoopLimit = LimitToString = 0;
        PushCulture(CultureInfo.InvariantCulture);
        PushGlobal(ModelObject.Of(model));
        _text = new WrittenText(() => new TemplateException(PlaceOf(CurrentSpan), $"the text is longer than {TemplateLimits.MaxCharacters} characters"));
        PushOutput(_text);
    }

    public string Written => _text.ToString();

    public static string PlaceOf(SourceSpan span) => $"{span.FileName}:{span.Start.Line + 1}:{span.Start.Column + 1}";

    public override object? Evaluate(ScriptNode? scriptNode, bool aliasReturnedFunction) =>
        scriptNode is ScriptBinaryExpression expression && Comparison.Is(expression.Operator) ? Comparison.Of(expression, e => Evaluate(e)) : base.Evaluate(scriptNode, aliasReturnedFunction);

    protected override bool OnStepLoop(ScriptLoopStatementBase loop)
    {
        if (++_turns <= TemplateLimits.MaxTurns) return true;
        throw new TemplateException(PlaceOf((loop as ScriptForStatement)?.Iterator?.Span ?? loop.Span), $"its loops turn more than {TemplateLimits.MaxTurns} times");
    }
}
