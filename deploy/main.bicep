// Proactive on Azure, in one resource group. What is what, and the commands: README.md beside this file.
//
// Nobody has a password: each program is a managed identity with just the roles it needs, the services accept no keys, and the
// few secrets there are (the keys behind the citizen keys and the encryption, the relay's password) are put into the vault by
// the operator and never pass through here.
targetScope = 'resourceGroup'

@description('Begins the name of everything: lower-case letters and digits, and few, because a storage account has 24 characters.')
@minLength(3)
@maxLength(10)
param name string = 'proactive'

param location string = resourceGroup().location

@description('Who is written to when something is wrong. Empty: alerts are only seen in the portal.')
param alertEmail string = ''

@description('Object id of the person or group that puts secrets into the vault. Empty: somebody who may is there already.')
param operatorId string = ''

@description('Where citizens reach the doors, e.g. https://notices.example.org. Empty: the address that Azure gives them.')
param publicUrl string = ''

@description('Resource id of the certificate for the host of publicUrl, once it is there. Empty: only the address that Azure gives.')
param certificateId string = ''

@description('The image of proactive serve, and the one of the same build that fills the rules folder. Empty: no doors yet.')
param doorsImage string = ''
param rulesImage string = ''

@description('Application (client) id with which staff sign in (Microsoft Entra ID). Empty: the doors for staff stay shut.')
param staffClientId string = ''

@description('The Cosmos DB account, where it is not the first one: one that was restored has another name.')
param storeName string = ''

@description('Serverless is paid by use; autoscale where one container needs more than serverless gives (README.md, limits).')
@allowed(['serverless', 'autoscale'])
param storeMode string = 'serverless'

@description('With autoscale: the most request units a second that the containers share; at quiet times a tenth is paid.')
@minValue(1000)
param storeMaxThroughput int = 4000

@description('Premium where Standard throttles, or messages of more than 256 KB are usual (README.md, limits).')
@allowed(['Standard', 'Premium'])
param queueTier string = 'Standard'

@description('How many instances each function may have at once. Each has its own connections to the mail relay.')
@minValue(40)
@maxValue(1000)
param maxInstances int = 40

@description('Secrets in the vault, besides master-key and citizen-key, that the functions read: README.md has their names.')
param secretNames array = []

@description('Settings of the functions that are no secrets, by name, such as the mail relay: README.md has them.')
param settings object = {}

@description('An OpenTelemetry collector (OTLP over HTTP) that gets the traces and measures of both programs as well. Empty: none.')
param otlpEndpoint string = ''

var suffix = uniqueString(resourceGroup().id)
var doorsName = '${name}-doors'
var doorsUrl = empty(publicUrl) ? 'https://${doorsName}.${network.outputs.domain}' : publicUrl

// Two programs, two identities: the doors have nothing to do with the queues, and the functions nothing with the share.
resource functionsIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-functions'
  location: location
}

resource doorsIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: doorsName
  location: location
}

module monitoring 'monitoring.bicep' = {
  name: 'monitoring'
  params: {
    name: name
    location: location
    writers: [functionsIdentity.properties.principalId]
  }
}

module vault 'vault.bicep' = {
  name: 'vault'
  params: {
    name: '${name}${suffix}'
    location: location
    workspaceId: monitoring.outputs.workspaceId
    readers: [functionsIdentity.properties.principalId, doorsIdentity.properties.principalId]
    operatorId: operatorId
  }
}

module store 'store.bicep' = {
  name: 'store'
  params: {
    name: empty(storeName) ? '${name}-${suffix}' : storeName
    location: location
    mode: storeMode
    maxThroughput: storeMaxThroughput
    writers: [functionsIdentity.properties.principalId, doorsIdentity.properties.principalId]
  }
}

module queues 'queues.bicep' = {
  name: 'queues'
  params: {
    name: '${name}-${suffix}'
    location: location
    tier: queueTier
    principalId: functionsIdentity.properties.principalId
  }
}

module functions 'functions.bicep' = {
  name: 'functions'
  params: {
    name: '${name}-${suffix}'
    location: location
    identityName: functionsIdentity.name
    maxInstances: maxInstances
    busName: queues.outputs.name
    storeEndpoint: store.outputs.endpoint
    storeDatabase: store.outputs.database
    vaultUri: vault.outputs.uri
    secretNames: secretNames
    publicUrl: doorsUrl
    insightsConnection: monitoring.outputs.connection
    otlpEndpoint: otlpEndpoint
    settings: settings
  }
}

module network 'network.bicep' = {
  name: 'network'
  params: {
    name: name
    location: location
    suffix: suffix
    workspaceId: monitoring.outputs.workspaceId
    pullerId: doorsIdentity.properties.principalId
  }
}

module doors 'doors.bicep' = if (!empty(doorsImage)) {
  name: 'doors'
  params: {
    name: doorsName
    location: location
    environmentName: network.outputs.environmentName
    rulesStorage: network.outputs.rulesStorage
    identityName: doorsIdentity.name
    registry: network.outputs.registry
    image: doorsImage
    rulesImage: rulesImage
    publicUrl: doorsUrl
    certificateId: certificateId
    staffClientId: staffClientId
    storeEndpoint: store.outputs.endpoint
    storeDatabase: store.outputs.database
    vaultUri: vault.outputs.uri
    otlpEndpoint: otlpEndpoint
  }
}

module alerts 'alerts.bicep' = {
  name: 'alerts'
  params: {
    name: name
    location: location
    email: alertEmail
    busName: queues.outputs.name
    storeName: store.outputs.name
    insightsId: monitoring.outputs.insightsId
    doorsName: empty(doorsImage) ? '' : doorsName
  }
  dependsOn: [doors]
}

output functionsName string = functions.outputs.name
output functionsUrl string = functions.outputs.url
output doorsUrl string = doorsUrl
output vaultName string = vault.outputs.name
output registry string = network.outputs.registry
