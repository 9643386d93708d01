using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Proactive.Functions.Templates;

/// <summary>
/// The only function there is: <c>include 'name'</c>. Scriban's own would load and keep templates anew for every run, and write a
/// partial into a text of its own, which nobody counts until it is whole.
/// </summary>
sealed class IncludedPartial(IReadOnlyDictionary<string, ScriptPage> partials) : IScriptCustomFunction
{
    public int RequiredParameterCount => 1;

    public int ParameterCount => 1;

    public ScriptVarParamKind VarParamKind => ScriptVarParamKind.None;

    public Type ReturnType => typeof(object);

    public ScriptParameterInfo GetParameterInfo(int index) => new(typeof(string), "name");

    public object? Invoke(TemplateContext context, ScriptNode? callerContext, ScriptArray arguments, ScriptBlockStatement? blockStatement)
    {
        context.Evaluate(partials[(string)arguments[0]!]);
        return null;
    }

    public ValueTask<object?> InvokeAsync(TemplateContext context, ScriptNode? callerContext, ScriptArray arguments, ScriptBlockStatement? blockStatement) =>
        ValueTask.FromResult(Invoke(context, callerContext, arguments, blockStatement));
}
