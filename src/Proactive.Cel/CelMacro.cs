using Proactive.Cel.Parsing;

namespace Proactive.Cel;

/// <summary>
/// A macro: a call that is rewritten before it is checked. <see cref="Expand"/> gets the call and gives the node to use instead,
/// or the call itself if it is not meant. It may refuse with <see cref="MacroRefusedException"/>.
/// </summary>
/// <param name="Name">The name called; with a namespace (<c>cel.bind</c>) the call needs no target.</param>
/// <param name="ArgumentCount">How many arguments the call has.</param>
/// <param name="HasTarget">Whether it is called on a value.</param>
/// <param name="Expand">The rewriting.</param>
public sealed record CelMacro(string Name, int ArgumentCount, bool HasTarget, Func<CallNode, Node> Expand);

/// <summary>Thrown by a macro that cannot use its arguments: the node that is wrong and a sentence saying why.</summary>
public sealed class MacroRefusedException(Node node, string message) : Exception(message)
{
    public Node Node => node;
}
