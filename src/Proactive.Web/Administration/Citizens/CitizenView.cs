using Proactive.Web.Administration.Parts;

namespace Proactive.Web.Administration.Citizens;

/// <summary>How a citizen's page is shown this once.</summary>
public sealed record CitizenView
{
    /// <summary>Whether name and contact details stand on it.</summary>
    public bool Unmasked { get; init; }

    /// <summary>The reason to unmask that was not good enough.</summary>
    public GivenReason? WhyUnmask { get; init; }

    /// <summary>The reason to close the links that was not good enough.</summary>
    public GivenReason? WhyClose { get; init; }
}
