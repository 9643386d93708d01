using System.Net;
using Proactive.Web.Background;
using Proactive.Web.Entrance;
using Proactive.Web.Registries;

namespace Proactive.Web;

/// <summary>How the web host runs.</summary>
public sealed record WebOptions
{
    /// <summary>Null: there is no <c>POST /receipts</c>, because nobody could prove who is sending.</summary>
    /// <value>Null.</value>
    public Receipts? Receipts { get; init; }

    /// <summary>Whether the host sends what is due; false where something else on the same store does.</summary>
    /// <value>True.</value>
    public bool Delivers { get; init; } = true;

    /// <summary>Done every few seconds where the host delivers, e.g. reading the folder of receipts.</summary>
    /// <value>Null.</value>
    public Func<CancellationToken, Task>? Rounds { get; init; }

    /// <summary>Where browsers reach the host; with <c>https</c>, cookies are sent over nothing else. Null: as it listens.</summary>
    /// <value>Null.</value>
    public Uri? PublicUrl { get; init; }

    /// <summary>How staff prove who they are.</summary>
    /// <value>With one-time links.</value>
    public StaffEntrance Staff { get; init; } = new();

    /// <summary>The proxies that may say where a request comes from; where there are any, others than this machine reach the host.</summary>
    /// <value>None.</value>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>Who gets a one-time link to sign in when the host starts.</summary>
    /// <value>Nobody.</value>
    public IReadOnlyList<Actor> SignIn { get; init; } = [];

    /// <summary>Reads who may send events. Where it gives nobody when the host starts, anybody on this machine may.</summary>
    /// <value>Nobody.</value>
    public Func<SourceList> Sources { get; init; } = () => SourceList.Nobody;

    /// <summary>Where traces and measures go over OTLP; null: nowhere.</summary>
    /// <value>Null.</value>
    public OtlpTarget? Telemetry { get; init; }

    /// <summary>How much one visitor or sender may ask for.</summary>
    /// <value>See <see cref="Entrance.Limits"/>.</value>
    public Limits Limits { get; init; } = new();
}
