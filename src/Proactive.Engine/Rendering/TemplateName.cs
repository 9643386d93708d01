using Proactive.Engine.Notices;

namespace Proactive.Engine.Rendering;

/// <summary>The files a language has.</summary>
static class TemplateName
{
    /// <summary>A message that tells of several life events.</summary>
    public const string Several = "several.sbn.md";

    /// <summary>Whatever is told, as one line.</summary>
    public const string TextMessage = "text-message.sbn.txt";

    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<NoticeKind>().Select(Of), Several, TextMessage];

    public static string Of(NoticeKind kind) => $"{kind.ToString().ToLowerInvariant()}.sbn.md";

    public static bool IsTemplate(string path) => path.EndsWith(".sbn.md", StringComparison.Ordinal) || path.EndsWith(".sbn.txt", StringComparison.Ordinal);
}
