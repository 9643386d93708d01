// The functions: events from the queue, wake-ups, the sweep of each minute, receipts, dead letters. Flex Consumption, isolated
// worker, .NET 10. Its storage account holds the package, the timer's lock and the function keys; nothing about people.
param name string
param location string
param identityName string
param maxInstances int
param busName string
param storeEndpoint string
param storeDatabase string
param vaultUri string
param secretNames array
param publicUrl string

@description('Where traces and measures go; opens nothing without a role.')
param insightsConnection string
param otlpEndpoint string
param settings object

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: identityName
}

resource storage 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: take(replace('${name}fn', '-', ''), 24)
  location: location
  sku: { name: 'Standard_LRS' }
  kind: 'StorageV2'
  properties: {
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' = {
  parent: storage
  name: 'default'
}

resource package 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  parent: blobs
  name: 'package'
}

var storageRoles = [
  'b7e6dc6d-f1e8-4753-8033-0f276bb0955b' // Storage Blob Data Owner: the package, locks, function keys
  '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3' // Storage Table Data Contributor: what the host says about itself
]

resource hostStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for role in storageRoles: {
  name: guid(storage.id, identity.id, role)
  scope: storage
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
  }
}]

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: name
  location: location
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identity.id
    siteConfig: { minTlsVersion: '1.2' }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${storage.properties.primaryEndpoints.blob}${package.name}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identity.id
          }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        maximumInstanceCount: maxInstances
        instanceMemoryMB: 2048
      }
    }
  }
  dependsOn: [hostStorage]
}

// Packages are published by people who signed in, not with a password of the site.
resource noPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: app
  name: 'scm'
  properties: { allow: false }
}

var secretSettings = loadJsonContent('secrets.json')
var secrets = toObject(
  concat(['master-key', 'citizen-key'], secretNames),
  secret => secretSettings[secret],
  secret => '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/${secret})'
)

resource appSettings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'appsettings'
  properties: union(settings, secrets, empty(otlpEndpoint) ? {} : { OTEL_EXPORTER_OTLP_ENDPOINT: otlpEndpoint }, {
    // Which of its identities the program is.
    AZURE_CLIENT_ID: identity.properties.clientId

    AzureWebJobsStorage__accountName: storage.name
    AzureWebJobsStorage__credential: 'managedidentity'
    AzureWebJobsStorage__clientId: identity.properties.clientId

    ServiceBus__fullyQualifiedNamespace: '${busName}.servicebus.windows.net'
    ServiceBus__credential: 'managedidentity'
    ServiceBus__clientId: identity.properties.clientId

    APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnection
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.properties.clientId};Authorization=AAD'

    PROACTIVE_COSMOS_ENDPOINT: storeEndpoint
    PROACTIVE_COSMOS_DATABASE: storeDatabase
    PROACTIVE_PUBLIC_URL: publicUrl
  })
}

output name string = app.name
output url string = 'https://${app.properties.defaultHostName}'
