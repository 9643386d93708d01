using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Proactive.Web.Registries;

/// <summary>503: nothing was taken in; come again after these seconds.</summary>
sealed class Later(int seconds, string why) : IResult
{
    public Task ExecuteAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Results.Problem(statusCode: StatusCodes.Status503ServiceUnavailable, title: "Come again", detail: $"{why} Nothing of this request is promised; send it again.").ExecuteAsync(context);
    }
}
