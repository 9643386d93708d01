using Proactive.Engine.Notices;

namespace Proactive.Engine.Delivery;

/// <summary>What an outcome makes of a notice: sent, waiting for the next try, waiting for the next channel, failed or unknown. Pure.</summary>
public static class DeliveryRecord
{
    /// <param name="attempt">The try, as it ended.</param>
    public static Notice Apply(Notice notice, Attempt attempt, DateTimeOffset now) => attempt.Result switch
    {
        AttemptResult.Delivered => notice.To(NoticeState.Sent) with { SentAt = now, Channel = attempt.Channel },
        AttemptResult.TryAgain => notice.Again(now + RetrySchedule.WaitAfter(attempt.Channel, attempt.Number, attempt.NoticeId)!.Value, "try-again"),
        // Due at once: choosing the channel anew finds the next one, or none.
        AttemptResult.GaveUp => notice.Again(now, "next-channel"),
        AttemptResult.Unknown => notice.To(NoticeState.OutcomeUnknown, attempt.Detail) with { SentAt = now, Channel = attempt.Channel, Due = now + RetrySchedule.AfterUnknown },
        _ => throw new InvalidOperationException($"An attempt that is {attempt.Result} has no outcome to record."),
    };

    public static Attempt End(Attempt attempt, Outcome outcome) => outcome switch
    {
        Outcome.Delivered(var receipt) => attempt with { Result = AttemptResult.Delivered, Detail = receipt },
        // A relay that is down all day gives up on the channel, not on the citizen.
        Outcome.TryAgain(var reason) when RetrySchedule.WaitAfter(attempt.Channel, attempt.Number, attempt.NoticeId) is null => attempt with { Result = AttemptResult.GaveUp, Detail = reason },
        Outcome.TryAgain(var reason) => attempt with { Result = AttemptResult.TryAgain, Detail = reason },
        Outcome.GiveUp(var reason) => attempt with { Result = AttemptResult.GaveUp, Detail = reason },
        Outcome.Unknown(var reason) => attempt with { Result = AttemptResult.Unknown, Detail = reason },
        _ => throw new System.Diagnostics.UnreachableException("There are four outcomes."),
    };
}
