using Proactive.Engine.Delivery;

namespace Proactive.Channels.Gateways;

/// <summary>Where an HTTP gateway takes messages, and how to speak to it. Each is posted with the headers of Standard Webhooks 1.0.0.</summary>
public sealed record GatewayOptions
{
    /// <summary>HTTPS, except on this machine. Called exactly as it stands here: nothing is added, and no redirection is followed.</summary>
    public required Uri Url { get; init; }

    /// <summary>What the gateway knows us by: <c>whsec_</c> and base64 of 24 to 64 bytes; two while one replaces the other.</summary>
    public required IReadOnlyList<string> Secrets { get; init; }

    /// <summary>For one message, from the first byte to the gateway's answer. Default 30 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>To reach the gateway. Default 10 seconds.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Connections to the gateway at the same time. Default 8.</summary>
    public int MaxConnections { get; init; } = 8;

    /// <summary>Messages the gateway is given in a second at most. Default null: as many as it takes.</summary>
    public int? MaxPerSecond { get; init; }

    /// <summary>What is wrong with the settings, each in a sentence; empty if nothing is.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        if (!Url.IsAbsoluteUri || (Url.Scheme != Uri.UriSchemeHttps && Url.Scheme != Uri.UriSchemeHttp)) problems.Add("the gateway's address is not an https:// URL");
        else if (Url.Scheme != Uri.UriSchemeHttps && !Url.IsLoopback) problems.Add("the gateway's address is http:// and not on this machine; what is sent needs TLS, so use https://");
        else if (Url.UserInfo.Length > 0 || Url.Fragment.Length > 0) problems.Add("the gateway's address has a user name, a password or a '#' part; it is called with a signature instead");
        if (Secrets.Count == 0) problems.Add("there is no webhook secret to sign with");
        problems.AddRange(Secrets.Select(WebhookSignature.ProblemOf).OfType<string>());
        if (Timeout < TimeSpan.FromMilliseconds(100) || Timeout > TimeSpan.FromMinutes(10)) problems.Add("the timeout is not between 100 milliseconds and 10 minutes");
        if (ConnectTimeout < TimeSpan.FromMilliseconds(100) || ConnectTimeout > TimeSpan.FromMinutes(10)) problems.Add("the timeout to connect is not between 100 milliseconds and 10 minutes");
        if (MaxConnections is < 1 or > 1000) problems.Add("the number of connections is not between 1 and 1000");
        if (MaxPerSecond is < 1 or > 100_000) problems.Add("the messages a second are not between 1 and 100000");
        return problems;
    }

    // A record's generated text would print the secrets, and a URL's query may hold one.
    public override string ToString() => Url.IsAbsoluteUri ? $"gateway {Url.Host}" : "gateway";
}
