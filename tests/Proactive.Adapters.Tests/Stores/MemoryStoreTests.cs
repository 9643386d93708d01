using Proactive.Engine.Storage;

namespace Proactive.Adapters.Tests;

public sealed class MemoryStoreTests() : StoreCompliance(new MemoryStore());
