using System.Text;
using Proactive.Engine.Events;
using Proactive.Engine.Storage;

namespace Proactive.Engine.Tests.Events;

/// <summary>An erasure removes the kept events that name the person, and nobody else's.</summary>
public sealed class MentionTests
{
    [Theory]
    [InlineData("""{"subject":"p-1"}""", true)]
    [InlineData("""{"subject":"urn:person:p-1"}""", true)]
    [InlineData("""{"data":{"household":[{"id":"p-1"}]}}""", true)]
    [InlineData("""{"subject":"p\u002d1"}""", true)]
    [InlineData("""{"p-1":1""", true)]
    [InlineData("p-1 moved", true)]
    [InlineData("""{"subject":"p-10"}""", false)]
    [InlineData("""{"subject":"xp-1"}""", false)]
    [InlineData("""{"subject":"p-1-2"}""", false)]
    [InlineData("""{"subject":"p\u002d10","n":"\ud800"}""", false)]
    [InlineData("", false)]
    public void It_names_whom_it_names(string payload, bool names)
    {
        var bytes = Encoding.UTF8.GetBytes(payload);
        var rejected = new RejectedEvent("1", default, new Rejection(RejectionReason.InvalidJson, "", ""), null, null, null, bytes);
        Assert.Equal(names, rejected.Names("p-1"));
    }
}
