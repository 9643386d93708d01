namespace Proactive.Engine.Rendering;

/// <summary>A template could not be rendered for one model: a bug in the template or the content, never in the citizen's data.</summary>
/// <param name="place">The template, with line and column where known.</param>
public sealed class TemplateException(string place, string message) : Exception($"{place}: {message}");
