// What the doors stand on: a registry for their images, a network, and in it the share of the rules folder. An NFS share is
// open to its network and to nothing else, and so needs no key; a share by SMB would.
param name string
param location string
param suffix string
param workspaceId string

@description('Principal id that pulls images.')
param pullerId string

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: '${name}${suffix}'
  location: location
  sku: { name: 'Basic' }
  properties: { adminUserEnabled: false }
}

var acrPull = '7f951dda-4ed3-4680-a7ca-43fe172d538d' // AcrPull

resource pull 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(registry.id, pullerId, acrPull)
  scope: registry
  properties: {
    principalId: pullerId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', acrPull)
  }
}

resource net 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: name
  location: location
  properties: {
    addressSpace: { addressPrefixes: ['10.70.0.0/22'] }
    subnets: [
      {
        name: 'doors'
        properties: {
          addressPrefix: '10.70.0.0/23'
          serviceEndpoints: [{ service: 'Microsoft.Storage' }]
          delegations: [
            {
              name: 'environment'
              properties: { serviceName: 'Microsoft.App/environments' }
            }
          ]
        }
      }
    ]
  }
}

var subnetId = '${net.id}/subnets/doors'

resource storage 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: take('${name}${suffix}nf', 24)
  location: location
  sku: { name: 'Premium_LRS' }
  kind: 'FileStorage'
  properties: {
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    minimumTlsVersion: 'TLS1_2'
    // NFS is not HTTPS; it is kept inside the network instead. There are rules in it, and nothing about people.
    supportsHttpsTrafficOnly: false
    networkAcls: {
      bypass: 'None'
      defaultAction: 'Deny'
      virtualNetworkRules: [{ id: subnetId, action: 'Allow' }]
    }
  }
}

resource files 'Microsoft.Storage/storageAccounts/fileServices@2024-01-01' = {
  parent: storage
  name: 'default'
  properties: {}
}

resource share 'Microsoft.Storage/storageAccounts/fileServices/shares@2024-01-01' = {
  parent: files
  name: 'rules'
  properties: {
    enabledProtocols: 'NFS'
    // The container that fills the folder hands it to the user of the doors, for which it has to be root.
    rootSquash: 'NoRootSquash'
    shareQuota: 100
  }
}

resource environment 'Microsoft.App/managedEnvironments@2025-01-01' = {
  name: name
  location: location
  properties: {
    vnetConfiguration: { infrastructureSubnetId: subnetId, internal: false }
    workloadProfiles: [{ name: 'Consumption', workloadProfileType: 'Consumption' }]
    appLogsConfiguration: { destination: 'azure-monitor' }
  }
}

resource rules 'Microsoft.App/managedEnvironments/storages@2025-01-01' = {
  parent: environment
  name: share.name
  properties: {
    nfsAzureFile: {
      server: '${storage.name}.file.${az.environment().suffixes.storage}'
      shareName: '/${storage.name}/${share.name}'
      accessMode: 'ReadWrite'
    }
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: environment
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'ContainerAppConsoleLogs', enabled: true }
      { category: 'ContainerAppSystemLogs', enabled: true }
    ]
  }
}

output registry string = registry.properties.loginServer
output environmentName string = environment.name
output domain string = environment.properties.defaultDomain
output rulesStorage string = rules.name
