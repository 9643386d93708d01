// The store: Cosmos DB for NoSQL. The containers are those the program expects, from the file that is compiled into it.
param name string
param location string

@allowed(['serverless', 'autoscale'])
param mode string

@description('With autoscale: request units a second, shared by the containers.')
param maxThroughput int

@description('Principal ids that read and write documents.')
param writers array

var containers = loadJsonContent('../src/Proactive.Cosmos/containers.json')
var database = 'proactive'

resource account 'Microsoft.DocumentDB/databaseAccounts@2025-04-15' = {
  name: name
  location: location
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    capabilities: mode == 'serverless' ? [{ name: 'EnableServerless' }] : []
    locations: [{ locationName: location, failoverPriority: 0, isZoneRedundant: false }]
    // Strong, in one region: once an event was answered, another process must find its citizens (an annulment follows its event
    // within seconds), and session tokens do not travel between processes. In one region a strong read costs the units of two
    // weak ones and no more time.
    consistencyPolicy: { defaultConsistencyLevel: 'Strong' }
    enableMultipleWriteLocations: false
    // No keys: only identities with a role below, and what programs may do ends at documents. Containers are made here.
    disableLocalAuth: true
    disableKeyBasedMetadataWriteAccess: true
    minimalTlsVersion: 'Tls12'
    publicNetworkAccess: 'Enabled'
    // To any second of the last 30 days, into a new account (README.md, backup and restore).
    backupPolicy: {
      type: 'Continuous'
      continuousModeProperties: { tier: 'Continuous30Days' }
    }
  }
}

resource documents 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2025-04-15' = {
  parent: account
  name: database
  properties: {
    resource: { id: database }
    options: mode == 'autoscale' ? { autoscaleSettings: { maxThroughput: maxThroughput } } : {}
  }
}

@batchSize(1)
resource container 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2025-04-15' = [for definition in containers: {
  parent: documents
  name: definition.name
  properties: {
    resource: {
      id: definition.name
      partitionKey: { paths: [definition.partitionKey], kind: 'Hash', version: 2 }
      defaultTtl: definition.defaultTtl
      indexingPolicy: definition.indexingPolicy
    }
  }
}]

var dataContributor = '00000000-0000-0000-0000-000000000002' // Cosmos DB Built-in Data Contributor

resource write 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2025-04-15' = [for writer in writers: {
  parent: account
  name: guid(account.id, writer, dataContributor)
  properties: {
    principalId: writer
    roleDefinitionId: '${account.id}/sqlRoleDefinitions/${dataContributor}'
    scope: account.id
  }
}]

output name string = account.name
output endpoint string = account.properties.documentEndpoint
output database string = documents.name
