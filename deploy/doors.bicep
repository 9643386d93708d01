// The doors: proactive serve beside the functions, from the same store. It takes events and receipts, too, and shows citizens,
// agencies and administrators their pages; it delivers nothing, because the functions do.
param name string
param location string
param environmentName string
param rulesStorage string
param identityName string
param registry string
param image string
param rulesImage string
param publicUrl string
param certificateId string
param staffClientId string
param storeEndpoint string
param storeDatabase string
param vaultUri string
param otlpEndpoint string

var port = 8080
var user = 1654 // of the image (APP_UID)
var hasStaff = !empty(staffClientId)

// Sign-in puts a proxy beside the program, in front of which stands the ingress of the environment; both are believed about
// where visitors come from, and nobody else is. A visitor's own claims come before theirs and are not reached.
var proxies = ['127.0.0.1', '100.100.0.0/16']

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: identityName
}

resource environment 'Microsoft.App/managedEnvironments@2025-01-01' existing = {
  name: environmentName
}

resource app 'Microsoft.App/containerApps@2025-01-01' = {
  name: name
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    environmentId: environment.id
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: {
        external: true
        targetPort: port
        transport: 'http'
        allowInsecure: false
        customDomains: empty(certificateId) ? [] : [
          { name: split(publicUrl, '/')[2], bindingType: 'SniEnabled', certificateId: certificateId }
        ]
      }
      registries: [{ server: registry, identity: identity.id }]
      secrets: [
        { name: 'master-key', identity: identity.id, keyVaultUrl: '${vaultUri}secrets/master-key' }
        { name: 'citizen-key', identity: identity.id, keyVaultUrl: '${vaultUri}secrets/citizen-key' }
        { name: 'sources', identity: identity.id, keyVaultUrl: '${vaultUri}secrets/sources' }
      ]
    }
    template: {
      // What the host is given to finish what is under way (70 s), and a little.
      terminationGracePeriodSeconds: 90
      // The rules that were shipped, where the share has none of that name yet; what agencies changed stays.
      initContainers: [
        {
          name: 'rules'
          image: rulesImage
          args: ['/rules', string(user)]
          resources: { cpu: json('0.25'), memory: '0.5Gi' }
          volumeMounts: [{ volumeName: 'rules', mountPath: '/rules' }]
        }
      ]
      containers: [
        {
          name: 'serve'
          image: image
          args: concat(
            ['serve', '--store', 'cosmos', '--no-delivery', '--data', '/data', '--rules', '/rules'],
            ['--urls', 'http://0.0.0.0:${port}', '--public-url', publicUrl, '--behind-proxy'], proxies,
            hasStaff ? [] : ['--no-staff']
          )
          env: concat(
            [
              { name: 'AZURE_CLIENT_ID', value: identity.properties.clientId }
              { name: 'PROACTIVE_COSMOS_ENDPOINT', value: storeEndpoint }
              { name: 'PROACTIVE_COSMOS_DATABASE', value: storeDatabase }
              { name: 'PROACTIVE_MASTER_KEY', secretRef: 'master-key' }
              { name: 'PROACTIVE_CITIZEN_KEY', secretRef: 'citizen-key' }
            ],
            hasStaff ? [{ name: 'PROACTIVE_EASY_AUTH', value: '1' }] : [],
            empty(otlpEndpoint) ? [] : [{ name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: otlpEndpoint }]
          )
          resources: { cpu: json('1.0'), memory: '2Gi' }
          volumeMounts: [
            { volumeName: 'data', mountPath: '/data' }
            { volumeName: 'rules', mountPath: '/rules' }
          ]
          // /health asks neither the store nor anybody else: a store that is down must not have the doors restarted.
          probes: [
            { type: 'Startup', httpGet: { path: '/health', port: port }, periodSeconds: 5, failureThreshold: 10 }
            { type: 'Liveness', httpGet: { path: '/health', port: port }, periodSeconds: 30, failureThreshold: 3 }
          ]
        }
      ]
      // One. Form tokens, limits and what the studio remembers of events are each process's own (README.md, more of them).
      scale: { minReplicas: 1, maxReplicas: 1 }
      volumes: [
        { name: 'rules', storageType: 'NfsAzureFile', storageName: rulesStorage }
        // Who may send events, as 'proactive sources' wrote it: a file out of the vault, and nothing else lies in /data.
        { name: 'data', storageType: 'Secret', secrets: [{ secretRef: 'sources', path: 'sources.json' }] }
      ]
    }
  }
}

// Staff sign in with Microsoft Entra ID; registries and citizens are let through, because they prove otherwise who they are.
// Without a secret of the application: it gets nothing but an id token (README.md has what to switch on for that).
resource signIn 'Microsoft.App/containerApps/authConfigs@2025-01-01' = if (hasStaff) {
  parent: app
  name: 'current'
  properties: {
    platform: { enabled: true }
    globalValidation: { unauthenticatedClientAction: 'AllowAnonymous' }
    httpSettings: { requireHttps: true }
    identityProviders: {
      azureActiveDirectory: {
        enabled: true
        registration: {
          clientId: staffClientId
          openIdIssuer: '${az.environment().authentication.loginEndpoint}${subscription().tenantId}/v2.0'
        }
        validation: { allowedAudiences: [staffClientId] }
      }
    }
    login: { tokenStore: { enabled: false } }
  }
}
