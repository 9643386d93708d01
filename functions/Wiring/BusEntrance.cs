using Azure.Core;
using Azure.Messaging.ServiceBus;
using Proactive.Functions.Queues;

namespace Proactive.Functions.Wiring;

/// <summary>How the app's own messages get to the bus: as the triggers' connection says, so that both are set once.</summary>
/// <param name="Namespace">E.g. <c>example.servicebus.windows.net</c>, entered with the app's identity; null: by connection string, e.g. of the emulator.</param>
sealed record BusEntrance(string? Namespace, string? ConnectionString, TokenCredential Identity)
{
    // A save or a request waits for the bus; longer than this it is better told that there is none.
    static ServiceBusClientOptions Options => new() { RetryOptions = new ServiceBusRetryOptions { TryTimeout = TimeSpan.FromSeconds(10), MaxRetries = 1, MaxDelay = TimeSpan.FromSeconds(2) } };

    public static BusEntrance Read(Variables given, TokenCredential identity)
    {
        const string Namespace = $"{QueueNames.Connection}__fullyQualifiedNamespace";
        var (name, connection) = (given.Text(Namespace), given.Text(QueueNames.Connection));
        if (name is null == connection is null) given.Wrong($"Either {Namespace} or {QueueNames.Connection} (a connection string) has to be set, and not both.");
        if (name is not null && Uri.CheckHostName(name) != UriHostNameType.Dns) given.Wrong($"{Namespace} is not a host name such as example.servicebus.windows.net.");
        if (connection is not null && !IsConnection(connection)) given.Wrong($"{QueueNames.Connection} is not a connection string: it has the form Endpoint=sb://…;SharedAccessKeyName=…;SharedAccessKey=….");
        return new BusEntrance(name, connection, identity);
    }

    public ServiceBusClient Open() => Namespace is not null ? new ServiceBusClient(Namespace, Identity, Options) : new ServiceBusClient(ConnectionString, Options);

    // A generated text would print the key.
    public override string ToString() => $"service bus {Namespace}";

    static bool IsConnection(string text)
    {
        try
        {
            return ServiceBusConnectionStringProperties.Parse(text).FullyQualifiedNamespace is { Length: > 0 };
        }
        catch (Exception malformed) when (malformed is FormatException or ArgumentException)
        {
            return false;
        }
    }
}
