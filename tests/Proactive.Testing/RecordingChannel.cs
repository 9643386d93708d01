using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Engine.Rendering;

namespace Proactive.Testing;

/// <summary>A channel that keeps what it is given and answers what it is told to; by default it delivers.</summary>
public sealed class RecordingChannel(string name = "email") : IChannel
{
    readonly Queue<Outcome> _answers = new();

    public string Name => name;

    public List<Message> Messages { get; } = [];

    /// <summary>Who got each of the messages.</summary>
    public List<Person> Readers { get; } = [];

    /// <summary>Whom the channel reaches; by default everybody with a mail address.</summary>
    public Func<Person, bool> WhoItReaches { get; set; } = person => person.Email is not null;

    /// <summary>Runs before each delivery, e.g. to break it.</summary>
    public Action<CancellationToken> OnDeliver { get; set; } = _ => { };

    public RecordingChannel AnswerNext(params Outcome[] outcomes)
    {
        foreach (var outcome in outcomes) _answers.Enqueue(outcome);
        return this;
    }

    public string? AddressOf(Person person) => WhoItReaches(person) ? person.Email ?? "an address" : null;

    /// <summary>Runs when a message waits for its turn.</summary>
    public Func<Task>? OnEnter { get; set; }

    /// <summary>How long the channel wants to be left alone.</summary>
    public TimeSpan Pause { get; set; }

    public async ValueTask<TimeSpan> Enter(CancellationToken cancellation)
    {
        if (OnEnter is not null) await OnEnter();
        return Pause;
    }

    public Task<Outcome> Deliver(Message message, Person person, CancellationToken cancellation)
    {
        OnDeliver(cancellation);
        Messages.Add(message);
        Readers.Add(person);
        return Task.FromResult(_answers.TryDequeue(out var outcome) ? outcome : new Outcome.Delivered("recorded"));
    }
}
