using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Proactive.Web.Registries;

namespace Proactive.Web.Entrance;

/// <summary>Which limits a request counts against: those of its sender, its session, its link, its address.</summary>
static class Limiting
{
    const int PartsOfAMinute = 6;

    public static void AddTo(IServiceCollection services, Limits limits) => services.AddRateLimiter(limiter =>
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(Limiter(context => Who(context, limits)), Limiter(context => Link(context, limits)));
        limiter.OnRejected = (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(10);
            rejected.HttpContext.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
    });

    static RateLimitPartition<string> Who(HttpContext context, Limits limits) => AccessRules.AccessOf(context.GetEndpoint()) switch
    {
        // Nobody is registered: there is nobody to spare from anybody else.
        Access.Source when context.Features.Get<Source>() == Source.Anybody => RateLimitPartition.GetNoLimiter(""),
        Access.Source when context.Features.Get<Source>() is { } source => RateLimitPartition.GetTokenBucketLimiter($"source {source.Name}", _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = limits.SourceBurst, TokensPerPeriod = limits.SourcePerSecond, ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        }),
        Access.Source => PerMinute($"unproven {Client.Of(context)}", limits.UnprovenPerMinute),
        _ when Actor.Of(context.User) is { } actor => PerMinute($"staff {actor.Name}", limits.StaffPerMinute),
        _ => PerMinute($"client {Client.Of(context)}", limits.ClientPerMinute),
    };

    static RateLimitPartition<string> Link(HttpContext context, Limits limits) =>
        AccessRules.AccessOf(context.GetEndpoint()) == Access.Link && context.GetRouteValue("token") is string token
            ? PerMinute($"link {token}", limits.LinkPerMinute) : RateLimitPartition.GetNoLimiter("");

    // A window that slides: who waits a little may go on a little.
    static RateLimitPartition<string> PerMinute(string key, int permits) => RateLimitPartition.GetSlidingWindowLimiter(key, _ => new SlidingWindowRateLimiterOptions
    {
        PermitLimit = permits, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = PartsOfAMinute,
    });

    static PartitionedRateLimiter<HttpContext> Limiter(Func<HttpContext, RateLimitPartition<string>> partition) => PartitionedRateLimiter.Create(partition);
}

/// <summary>Failed tries to sign in, by address. Thread-safe.</summary>
sealed class FailedSignIns(Limits limits) : IDisposable
{
    /// <summary>How long failures count.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    readonly PartitionedRateLimiter<string> _failures = PartitionedRateLimiter.Create<string, string>(
        client => RateLimitPartition.GetFixedWindowLimiter(client, _ => new FixedWindowRateLimiterOptions { PermitLimit = limits.FailedSignIns, Window = Window }));

    /// <summary>Whether this address failed too often; then it is not let in with a good link either.</summary>
    public bool AreTooMany(string client)
    {
        using var lease = _failures.AttemptAcquire(client, 0);
        return !lease.IsAcquired;
    }

    public void Count(string client) => _failures.AttemptAcquire(client).Dispose();

    public void Dispose() => _failures.Dispose();
}
