using System.Net;
using System.Text;
using System.Threading.Channels;

namespace Proactive.Hosts.Tests.Killing;

/// <summary>Sends events until each was answered with success, over as many lives of the server as that takes; some it sends once more.</summary>
sealed class Registry(int seed)
{
    const int Senders = 16;

    readonly Random _random = new(seed);
    readonly Queue<int> _toSend = new();

    /// <summary>The events that were answered with success.</summary>
    public HashSet<int> Answered { get; } = [];

    /// <summary>Answers other than success and "come again".</summary>
    public List<string> Oddities { get; } = [];

    public int Unanswered => _toSend.Count;

    public void Has(int first, int count)
    {
        foreach (var number in Enumerable.Range(first, count)) _toSend.Enqueue(number);
        // A registry that is not sure sends again.
        for (var i = 0; i < count / 10 && first > 0; i++) _toSend.Enqueue(_random.Next(first));
    }

    /// <summary>Sends until there is nothing left or the server is gone.</summary>
    public async Task Send(Uri server, CancellationToken killed)
    {
        using var client = new HttpClient { BaseAddress = server, Timeout = TimeSpan.FromSeconds(10) };
        var waiting = Channel.CreateUnbounded<int>();
        while (_toSend.TryDequeue(out var number)) waiting.Writer.TryWrite(number);
        waiting.Writer.Complete();
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(async _ =>
        {
            await foreach (var number in waiting.Reader.ReadAllAsync(CancellationToken.None))
            {
                var answered = !killed.IsCancellationRequested && await Post(client, number, killed);
                lock (_toSend)
                {
                    if (answered) Answered.Add(number);
                    else _toSend.Enqueue(number);
                }
            }
        }));
    }

    async Task<bool> Post(HttpClient client, int number, CancellationToken killed)
    {
        try
        {
            using var content = new StringContent(Event(number), Encoding.UTF8, "application/cloudevents+json");
            using var answer = await client.PostAsync(new Uri("/events", UriKind.Relative), content, killed);
            if (answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK) return true;
            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable)
                lock (Oddities) Oddities.Add($"event {number}: {answer.StatusCode}");
            return false;
        }
        catch (Exception gone) when (gone is HttpRequestException or OperationCanceledException or System.Net.Sockets.SocketException)
        {
            return false;
        }
    }

    public static string PersonOf(int number) => $"person-{number}";

    static string Event(int number) =>
        $$"""{"specversion":"1.0","id":"e-{{number}}","source":"urn:registry","type":"x.moved.v1","subject":"{{PersonOf(number)}}","data":{"movedOn":"2026-11-07","from":{"municipality":"0751"},"to":{"municipality":"0461"} } }""";
}
