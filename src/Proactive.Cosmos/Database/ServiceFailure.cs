using System.Net;
using Microsoft.Azure.Cosmos;

namespace Proactive.Cosmos.Database;

/// <summary>The service refused, failed or did not answer. Says with which status and nothing more: the SDK's own texts quote ids and addresses.</summary>
/// <param name="status">Null: no answer came.</param>
/// <param name="subStatus">What the service distinguishes within a status; 0: nothing.</param>
sealed class ServiceFailure(HttpStatusCode? status, int subStatus = 0) : Exception($"Azure Cosmos DB answered {(int?)status ?? 0}/{subStatus}.")
{
    public HttpStatusCode? Status => status;

    public int SubStatus => subStatus;

    /// <summary>True if it cannot be told from it whether the request was executed, or another try may well succeed.</summary>
    public bool IsUncertain => status is null
        or HttpStatusCode.RequestTimeout or HttpStatusCode.Gone or (HttpStatusCode)449
        or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
        || status == HttpStatusCode.NotFound && subStatus == SubStatuses.NotReadYet;

    /// <summary>Runs a request. What it failed with comes as a <see cref="ServiceFailure"/>, unless it was cancelled.</summary>
    public static async Task<T> Of<T>(Func<Task<T>> request, CancellationToken cancellation)
    {
        try
        {
            return await request();
        }
        catch (CosmosException failure)
        {
            throw new ServiceFailure(failure.StatusCode, failure.SubStatusCode);
        }
        catch (HttpRequestException)
        {
            throw new ServiceFailure(null);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new ServiceFailure(null);
        }
    }
}

/// <summary>Those the store has to tell apart.</summary>
static class SubStatuses
{
    /// <summary>With 404: the replica has not yet got what this client has written.</summary>
    public const int NotReadYet = 1002;

    /// <summary>With 404: what it would be in is not there.</summary>
    public const int NoContainer = 1003;
}
