using Proactive.Engine;
using Proactive.Engine.Citizens;
using Proactive.Engine.Rendering;
using Proactive.Engine.Storage;

namespace Proactive.Web;

/// <summary>What the web host is made of.</summary>
/// <param name="Words">The words of the citizens' pages: the templates folder.</param>
public sealed record WebParts(
    Flow Flow, RuleBooks Rules, RuleFiles RuleFiles, TemplateSet Templates, ContentFolder Words, IStore Store, CitizenKeys Keys, TimeProvider Clock);

/// <summary>The rule files the host runs with.</summary>
/// <param name="Read">Reads them anew.</param>
/// <param name="Write">Puts new texts in place of files, by path below the rules folder (null: the file goes); null: they are not changed from here.</param>
public sealed record RuleFiles(Func<ContentFolder> Read, Func<IReadOnlyDictionary<string, string?>, CancellationToken, Task>? Write = null);
