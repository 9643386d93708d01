namespace Proactive.Engine.Rehearsal;

/// <summary>Something that is wrong with a message as it would go out.</summary>
/// <param name="Says">What, and what to do.</param>
/// <param name="Near">The words around it, by which its place in the template or the rules is found; empty: the message as a whole.</param>
/// <param name="Exact">The characters that are wrong.</param>
/// <param name="Heading">Which heading of the first level it is about, from 0; null if it is about none.</param>
sealed record TemplateFlaw(string Says, string Near = "", string Exact = "", int? Heading = null);
