using System.Net;
using System.Net.Sockets;

namespace Proactive.Channels.Smtp;

/// <summary>The connection under a session.</summary>
public static class RelaySocket
{
    /// <exception cref="SocketException">There is no such host, or it does not answer.</exception>
    public static async Task<Socket> Connect(string host, int port, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, cancellation);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>True if nothing can be read; a connection that the relay has closed is not quiet either.</summary>
    public static bool IsQuiet(Socket socket) => !socket.Poll(TimeSpan.Zero, SelectMode.SelectRead);

    /// <summary>Our end of the connection.</summary>
    public static IPAddress OwnAddress(Socket socket)
    {
        var address = ((IPEndPoint)socket.LocalEndPoint!).Address;
        // Without the zone that an address of this machine may carry.
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : new IPAddress(address.GetAddressBytes());
    }
}
