using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Proactive.Functions.Http;
using Proactive.Functions.Wiring;

namespace Proactive.Functions;

/// <summary><c>POST /receipts</c>: what relays and gateways say later about deliveries. Who they are shows in the signature, so they need no key of the platform's.</summary>
public sealed class OnReceipt(ReceiptDoor door, Trouble trouble)
{
    static readonly TimeSpan UntilStore = TimeSpan.FromSeconds(5);

    [Function(nameof(OnReceipt))]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "receipts")] HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            return await door.Receive(request, cancellation);
        }
        catch (Exception failure) when (failure is not IOException && !cancellation.IsCancellationRequested)
        {
            trouble.Tell("A receipt was not taken in", failure);
            return Answers.ComeAgain(request.HttpContext, UntilStore);
        }
    }
}
