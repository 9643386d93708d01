using System.Diagnostics;
using Proactive.Cel;
using Scriban.Runtime;

namespace Proactive.Functions.Templates;

/// <summary>The model as Scriban reads it: plain texts, whole numbers, truth values, lists and records, under their own names.</summary>
static class ModelObject
{
    /// <summary>A field that is absent is not there, so that reading it fails as it does in the built-in engine.</summary>
    public static ScriptObject Of(CelRecord record)
    {
        var fields = record.Type.Fields;
        var read = new ScriptObject(fields.Count);
        for (var i = 0; i < fields.Count; i++)
            if (!record[i].IsAbsent) read.SetValue(fields[i].Name, Of(record[i]), readOnly: true);
        return read;
    }

    static object Of(CelValue value) => value.Kind switch
    {
        CelKind.String => value.AsString,
        CelKind.Int => value.AsInt,
        CelKind.Bool => value.AsBool,
        CelKind.Record => Of(value.AsRecord),
        CelKind.List => new ScriptArray(value.AsList.Select(Of)),
        _ => throw new UnreachableException("A template's model holds texts, whole numbers, truth values, lists and records."),
    };
}
