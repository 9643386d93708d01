// Traces, measures and logs. Nothing in them leads to a person (the engine sees to that), so 30 days in one workspace are fine.
param name string
param location string

@description('Principal ids that may write traces and measures.')
param writers array

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' = {
  name: name
  location: location
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: 30
    // An error that repeats must not cost more than the service: what is over is not kept that day.
    workspaceCapping: { dailyQuotaGb: 5 }
    features: { disableLocalAuth: true }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: name
  location: location
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    // Only identities with the role below write here; the connection string alone opens nothing.
    DisableLocalAuth: true
  }
}

var metricsPublisher = '3913510d-42f4-4e42-8a64-420c390055eb' // Monitoring Metrics Publisher

resource write 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for writer in writers: {
  name: guid(insights.id, writer, metricsPublisher)
  scope: insights
  properties: {
    principalId: writer
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', metricsPublisher)
  }
}]

output workspaceId string = workspace.id
output insightsId string = insights.id
output connection string = insights.properties.ConnectionString
