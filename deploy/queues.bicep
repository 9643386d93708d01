// Two queues. Messages only wake: the truth is the store, so a lost, doubled or late message changes nothing.
param name string
param location string

@allowed(['Standard', 'Premium'])
param tier string

@description('Principal id of the functions, which send and receive.')
param principalId string

resource bus 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: name
  location: location
  sku: union({ name: tier, tier: tier }, tier == 'Premium' ? { capacity: 1 } : {})
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: 'Enabled'
  }
}

// Events that were answered with 202: they stay until somebody has taken them in, however long that is.
resource events 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = {
  parent: bus
  name: 'registry-events'
  properties: {
    // Sessions are 256 lanes, by the beginning of the citizen key: what concerns one person comes in its order, and two events do not race for the same file.
    requiresSession: true
    // The longest there is: the lock of a batch is not renewed.
    lockDuration: 'PT5M'
    // Spent by messages that break whoever takes them, not by outages: those are put off (a copy for later).
    maxDeliveryCount: 10
    deadLetteringOnMessageExpiration: true
    // The engine knows for years which events it has seen; seven days, the most the queue remembers, would add nothing.
    requiresDuplicateDetection: false
    maxSizeInMegabytes: tier == 'Premium' ? 81920 : 5120
  }
}

// "Look after this citizen at that time." One that is not read within a day is of no use any more: the sweep was there before.
resource wakeUps 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = {
  parent: bus
  name: 'wake-ups'
  properties: {
    requiresSession: false
    lockDuration: 'PT5M'
    maxDeliveryCount: 10
    defaultMessageTimeToLive: 'P1D'
    deadLetteringOnMessageExpiration: false
    // A wake-up that was cancelled and ordered again has the id it had before: duplicate detection would swallow it.
    requiresDuplicateDetection: false
    maxSizeInMegabytes: tier == 'Premium' ? 81920 : 5120
  }
}

var roles = [
  '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39' // Azure Service Bus Data Sender
  '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0' // Azure Service Bus Data Receiver
]

resource use 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for role in roles: {
  name: guid(bus.id, principalId, role)
  scope: bus
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
  }
}]

output name string = bus.name
