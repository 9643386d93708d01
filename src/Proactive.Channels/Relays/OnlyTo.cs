using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Engine.Rendering;

namespace Proactive.Channels.Relays;

/// <summary>A real channel on a machine that is not production: it reaches only those who are listed, so that no copy of real data writes to real people.</summary>
/// <param name="inner">Sends.</param>
/// <param name="allowed">Mail addresses, their domains (<c>@example.org</c>), telephone numbers, and person ids, which allow every channel.</param>
public sealed class OnlyTo(IChannel inner, IReadOnlyCollection<string> allowed) : IChannel, IAsyncDisposable
{
    /// <summary>The environment's list, with blanks, commas or semicolons between.</summary>
    public const string Variable = "PROACTIVE_ONLY_TO";

    public IChannel Inner => inner;

    public string Name => inner.Name;

    /// <summary>The channel, behind the list if the environment has one.</summary>
    public static IChannel IfListed(IChannel channel) => IfListed(channel, Environment.GetEnvironmentVariable(Variable));

    /// <summary>The channel, behind the list if there is one.</summary>
    public static IChannel IfListed(IChannel channel, string? list) =>
        list is not null ? new OnlyTo(channel, [.. list.Split((char[])[' ', ';', ','], StringSplitOptions.RemoveEmptyEntries)]) : channel;

    public string? AddressOf(Person person) => inner.AddressOf(person) is { } address && IsAllowed(person, address) ? address : null;

    public ValueTask<TimeSpan> Enter(CancellationToken cancellation) => inner.Enter(cancellation);

    public Task<Outcome> Deliver(Message message, Person person, CancellationToken cancellation) =>
        AddressOf(person) is null ? Task.FromResult<Outcome>(new Outcome.GiveUp("not-listed")) : inner.Deliver(message, person, cancellation);

    public async ValueTask DisposeAsync()
    {
        if (inner is IAsyncDisposable open) await open.DisposeAsync();
        else (inner as IDisposable)?.Dispose();
    }

    bool IsAllowed(Person person, string address) =>
        allowed.Contains(person.Id) || allowed.Any(a => address.Equals(a, StringComparison.OrdinalIgnoreCase) || (a.StartsWith('@') && address.EndsWith(a, StringComparison.OrdinalIgnoreCase)));
}
