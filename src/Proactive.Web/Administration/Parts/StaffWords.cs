using System.Text.Json;
using Proactive.Engine.Storage;
using Proactive.Web.Pages;

namespace Proactive.Web.Administration.Parts;

/// <summary>The engine's names in an administrator's words.</summary>
static class StaffWords
{
    const string SentAgain = "sent-again: ";
    const string ToldIn = "told-in-";

    /// <summary>An enum's value in kebab case, as it stands in queries: <c>outcome-unknown</c>.</summary>
    public static string CodeOf(Enum value) => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>What a value of the engine's is called; its key begins as <paramref name="beginning"/> says, e.g. <c>administration.state-</c>.</summary>
    public static string Name(this Phrases words, string beginning, Enum value) => words[$"{beginning}{CodeOf(value)}"];

    public static string Channel(this Phrases words, string? channel) => channel is null ? "" : words.Find($"administration.channel-{channel}") ?? channel;

    /// <summary>Why a notice is in its state. Codes without words of their own stay as they are.</summary>
    public static string Reason(this Phrases words, string? reason)
    {
        if (reason is null) return "";
        if (reason.StartsWith(SentAgain, StringComparison.Ordinal)) return words.With("administration.reason-sent-again", ("why", reason[SentAgain.Length..]));
        if (reason.StartsWith(ToldIn, StringComparison.Ordinal)) return words.With("administration.reason-told-in", ("reference", reason[ToldIn.Length..]));
        return words.Find($"administration.reason-{reason}") ?? WithStatus(words, reason) ?? reason;
    }

    public static string HoldReason(this Phrases words, Hold hold) => words.Find($"administration.hold-{hold.Reason}") ?? hold.Reason;

    // refused-550, http-202, 5.1.1: what it means, and what the relay said exactly.
    static string? WithStatus(Phrases words, string reason)
    {
        if (words.Find($"administration.status-{reason}") is { } known) return $"{known} ({reason})";
        return reason.LastIndexOf('-') is > 0 and var dash && words.Find($"administration.reason-{reason[..dash]}") is { } text ? $"{text} ({reason[(dash + 1)..]})" : null;
    }

    public static string? Find(this Phrases words, string key) => words.Keys.Contains(key) ? words[key] : null;
}
