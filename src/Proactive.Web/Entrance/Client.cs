using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Proactive.Web.Entrance;

/// <summary>Whom a connection comes from, as far as limits are concerned.</summary>
static class Client
{
    const int Ipv6NetworkBytes = 8;

    /// <summary>
    /// The address of the other end (behind a proxy that is trusted: as the proxy says); of an IPv6 address its network, because
    /// whoever has one has all of them.
    /// </summary>
    public static string Of(HttpContext context) => context.Connection.RemoteIpAddress switch
    {
        null => "unknown",
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } address => $"{new IPAddress([.. address.GetAddressBytes().AsSpan(0, Ipv6NetworkBytes), .. new byte[Ipv6NetworkBytes]])}/64",
        var address => address.ToString(),
    };
}
