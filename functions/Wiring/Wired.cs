using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.DependencyInjection;
using Proactive.Channels.DigitalPost;
using Proactive.Channels.Email;
using Proactive.Channels.Relays;
using Proactive.Channels.TextMessages;
using Proactive.Engine;
using Proactive.Engine.Delivery;
using Proactive.Engine.Rendering;
using Proactive.Engine.Storage;
using Proactive.Functions.Http;
using Proactive.Functions.Mail;
using Proactive.Functions.Queues;

namespace Proactive.Functions.Wiring;

/// <summary>Puts together what the triggers wake.</summary>
static class Wired
{
    /// <param name="reconcile">Has the store finish what was begun.</param>
    public static IServiceCollection AddProactive(
        this IServiceCollection services, Settings settings, IStore store, Func<CancellationToken, Task> reconcile, RuleBooks rules, TemplateSet templates, TimeProvider clock) => services
        .AddSingleton(clock)
        .AddSingleton(store)
        .AddSingleton(rules)
        .AddSingleton(templates)
        .AddSingleton<Trouble>()
        .AddSingleton<FollowedRules>()
        .AddSingleton(_ => settings.Bus.Open())
        .AddSingleton(s => new EventQueue(Bus(s).CreateSender(QueueNames.Events)))
        .AddSingleton(s => new ServiceBusWakeUps(Bus(s).CreateSender(QueueNames.WakeUps), clock, s.GetRequiredService<Trouble>()))
        .AddSingleton(_ => new OpenChannels(ChannelsOf(settings.Channels, clock)))
        .AddSingleton(s => new Flow(rules, templates, store, s.GetRequiredService<OpenChannels>().Channels, settings.Keys, clock, new FlowOptions
        {
            IncludeReview = settings.IncludeReview,
            PublicUrl = settings.PublicUrl,
            WakeUps = s.GetRequiredService<ServiceBusWakeUps>().WakeUps,
            WatchClock = clock == TimeProvider.System,
        }))
        .AddSingleton<QueuedEvents>()
        .AddSingleton<DeadEvents>()
        .AddSingleton<PostedEvents>()
        .AddSingleton(s => new ReceiptDoor(s.GetRequiredService<Flow>(), settings.Receipts, clock))
        .AddSingleton(s => ActivatorUtilities.CreateInstance<Sweep>(s, reconcile));

    static ServiceBusClient Bus(IServiceProvider services) => services.GetRequiredService<ServiceBusClient>();

    static IReadOnlyList<IChannel> ChannelsOf(ChannelSettings settings, TimeProvider clock) =>
    [
        .. new IChannel?[]
        {
            settings.Mail is { } mail ? new EmailChannel(mail.Relay, clock, new MailKitTransport(mail, clock)) : null,
            settings.TextMessages is { } texts ? new TextMessageChannel(texts, clock) : null,
            settings.DigitalPost is var (sender, gateway) ? new DigitalPostChannel(sender, gateway, clock) : null,
        }.OfType<IChannel>().Select(channel => OnlyTo.IfListed(channel, settings.Listed)),
    ];
}

/// <summary>The channels, which take leave of their relays when the app ends.</summary>
sealed class OpenChannels(IReadOnlyList<IChannel> channels) : IAsyncDisposable
{
    public IReadOnlyList<IChannel> Channels => channels;

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in channels)
        {
            if (channel is IAsyncDisposable open) await open.DisposeAsync();
            else (channel as IDisposable)?.Dispose();
        }
    }
}
