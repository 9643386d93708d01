namespace Proactive.Cel;

/// <summary>What is wrong with a source text, as a sentence, and where: offset and length in UTF-16 units.</summary>
public sealed record CelProblem(int Offset, int Length, string Message);
