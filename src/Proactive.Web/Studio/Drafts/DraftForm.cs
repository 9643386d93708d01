using System.Globalization;
using Microsoft.AspNetCore.Http;
using Proactive.Engine.Oversight;

namespace Proactive.Web.Studio.Drafts;

/// <summary>What stands in a posted form of the studio.</summary>
static class DraftForm
{
    /// <summary>A field's text, empty if it is not there.</summary>
    public static async Task<string> Field(this HttpRequest request, string name) => (await request.ReadFormAsync(request.HttpContext.RequestAborted))[name].ToString();

    /// <summary>A rule file as it was typed: browsers send other line ends than files have.</summary>
    public static async Task<string> Text(this HttpRequest request)
    {
        var text = (await request.Field("text")).ReplaceLineEndings("\n").TrimEnd('\n');
        return text.Length == 0 ? "" : $"{text}\n";
    }

    /// <summary>Somebody's own words, with nothing round them and no more than may be kept.</summary>
    public static async Task<string> Words(this HttpRequest request)
    {
        var words = (await request.Field("why")).ReplaceLineEndings("\n").Trim();
        return words.Length <= ProposalMoves.MaxWords ? words : words[..ProposalMoves.MaxWords];
    }

    /// <summary>The version of the proposal that the form was made from; -1 if it says none.</summary>
    public static async Task<long> Version(this HttpRequest request) =>
        long.TryParse(await request.Field("version"), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1;
}
