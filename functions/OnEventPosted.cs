using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Proactive.Functions.Http;
using Proactive.Functions.Queues;
using Proactive.Functions.Wiring;

namespace Proactive.Functions;

/// <summary><c>POST /events</c>: CloudEvents over HTTP, structured, batch or binary, put on the queue. A success is answered only after they are durable there or in the store.</summary>
public sealed class OnEventPosted(PostedEvents events, FollowedRules rules, Trouble trouble)
{
    static readonly TimeSpan UntilRoom = TimeSpan.FromSeconds(5);

    [Function(nameof(OnEventPosted))]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "events")] HttpRequest request, CancellationToken cancellation)
    {
        await rules.Follow(cancellation);
        try
        {
            var posted = await EventRequest.Read(request, cancellation);
            if (!posted.Supported) return Answers.NoEvent();
            if (posted.Rejection is { } rejection) return Answers.Refusal(rejection);
            return Answers.Of(posted, await events.Take(posted.Events, cancellation));
        }
        catch (BadHttpRequestException bad)
        {
            return Results.StatusCode(bad.StatusCode);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            trouble.Tell("Posted events were neither queued nor taken in", failure);
            return Answers.ComeAgain(request.HttpContext, UntilRoom);
        }
    }
}
