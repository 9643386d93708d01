namespace Proactive.Engine.Delivery;

/// <summary>What became of a message after a channel had handed it over. Delayed: not yet, and it is still tried.</summary>
public enum ReportedResult { Delivered, Delayed, Bounced }

/// <summary>What a relay or gateway says later about one message (a receipt, a bounce). Holds nothing personal.</summary>
/// <param name="NoticeId">The whole id of the notice whose message it was.</param>
/// <param name="Detail">The status code it gives, e.g. <c>5.1.1</c>; goes into the delivery log.</param>
/// <param name="At">When it happened, as reported.</param>
public sealed record DeliveryReport(string NoticeId, string Channel, ReportedResult Result, string Detail, DateTimeOffset At);

/// <summary>What a reader made of bytes: reports, or why it could make none. A problem says what is wrong and quotes nothing.</summary>
public sealed record ReportRead(IReadOnlyList<DeliveryReport> Reports, string? Problem = null)
{
    public static ReportRead Unreadable(string problem) => new([], problem);
}

/// <summary>Reads the reports of one kind of sender. Null: this is not of that kind, another reader may know it.</summary>
/// <param name="contentType">As HTTP has it; empty for a file.</param>
public delegate ReportRead? ReportReader(string contentType, ReadOnlyMemory<byte> body, DateTimeOffset now);
