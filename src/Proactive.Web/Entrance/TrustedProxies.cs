using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Proactive.Web.Entrance;

/// <summary>Whether a request came through a proxy that is trusted. Not there: none is named.</summary>
sealed record Proxied(bool IsTrusted);

/// <summary>The proxies whose word about the visitor's address and TLS is believed.</summary>
public static class TrustedProxies
{
    /// <summary>Believes <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> from these and from nobody else.</summary>
    internal static void Use(WebApplication app, IReadOnlyList<IPNetwork> trusted)
    {
        if (trusted.Count == 0) return;
        app.Use((context, next) =>
        {
            context.Features.Set(new Proxied(context.Connection.RemoteIpAddress is { } address && trusted.Any(t => t.Contains(address) || (address.IsIPv4MappedToIPv6 && t.Contains(address.MapToIPv4())))));
            return next(context);
        });
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in trusted) options.KnownIPNetworks.Add(network);
        app.UseForwardedHeaders(options);
    }

    /// <summary>An address or a network, e.g. <c>10.0.0.4</c> or <c>10.0.0.0/24</c>; null: neither.</summary>
    public static IPNetwork? Read(string text) =>
        IPNetwork.TryParse(text, out var network) ? network : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : null;
}
