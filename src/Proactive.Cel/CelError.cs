namespace Proactive.Cel;

/// <summary>An evaluation error, which is a value: what went wrong and where in the source (UTF-16 offset, -1 if unknown).</summary>
public sealed record CelError(string Message, int Offset = -1);
