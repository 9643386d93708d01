// What a person should be woken for, and no more. Each says in its description what to do first.
param name string
param location string
param email string
param busName string
param storeName string
param insightsId string

@description('Empty: there are no doors yet.')
param doorsName string

resource bus 'Microsoft.ServiceBus/namespaces@2024-01-01' existing = {
  name: busName
}

resource store 'Microsoft.DocumentDB/databaseAccounts@2025-04-15' existing = {
  name: storeName
}

resource doors 'Microsoft.App/containerApps@2025-01-01' existing = if (!empty(doorsName)) {
  name: empty(doorsName) ? 'none' : doorsName
}

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: name
  location: 'global'
  properties: {
    groupShortName: take(name, 12)
    enabled: true
    emailReceivers: [{ name: 'operator', emailAddress: email, useCommonAlertSchema: true }]
  }
}

// Null where there is no such dimension.
var measures = concat([
  {
    name: 'dead-letters'
    scope: bus.id
    metric: 'DeadletteredMessages'
    aggregation: 'Maximum'
    above: 0
    window: 'PT15M'
    dimension: null
    say: 'Messages were given up. OnDeadLetter takes events in again by itself; what stays is in the queue\'s dead letters, with its reason.'
  }
  {
    name: 'events-wait'
    scope: bus.id
    metric: 'ActiveMessages'
    aggregation: 'Minimum'
    above: 1000
    window: 'PT30M'
    dimension: { name: 'EntityName', values: ['registry-events'] }
    say: 'For half an hour events have been coming faster than they are taken in. Look at 429s of the store and at failures of OnRegistryEvents.'
  }
  {
    name: 'queue-throttled'
    scope: bus.id
    metric: 'ThrottledRequests'
    aggregation: 'Total'
    above: 100
    window: 'PT15M'
    dimension: null
    say: 'Service Bus refuses work (50009 in Standard). Everything is tried again; if it stays, go to Premium.'
  }
  {
    name: 'queue-full'
    scope: bus.id
    metric: 'Size'
    aggregation: 'Maximum'
    // 80 % of what a queue holds in Standard.
    above: 4294967296
    window: 'PT1H'
    dimension: null
    say: 'A queue is nearly full. Full, events are answered with 503; wake-ups are left to the sweep.'
  }
  {
    name: 'store-429'
    scope: store.id
    metric: 'TotalRequests'
    aggregation: 'Count'
    above: 1000
    window: 'PT15M'
    dimension: { name: 'StatusCode', values: ['429'] }
    say: 'The store refuses requests that are too many. They are tried again; if it stays, go to autoscale or raise its most.'
  }
], empty(doorsName) ? [] : [
  {
    name: 'doors-restart'
    scope: doors.id
    metric: 'RestartCount'
    aggregation: 'Maximum'
    above: 3
    window: 'PT15M'
    dimension: null
    say: 'The doors cannot start or stay up. Their console log says why: missing secret, no registry registered, another master key.'
  }
])

resource measure 'Microsoft.Insights/metricAlerts@2018-03-01' = [for each in measures: {
  name: '${name}-${each.name}'
  location: 'global'
  properties: {
    description: each.say
    severity: 2
    enabled: true
    scopes: [each.scope]
    evaluationFrequency: 'PT5M'
    windowSize: each.window
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: each.name
          criterionType: 'StaticThresholdCriterion'
          metricName: each.metric
          timeAggregation: each.aggregation
          operator: 'GreaterThan'
          threshold: each.above
          dimensions: each.dimension == null ? [] : [union({ operator: 'Include' }, each.dimension)]
        }
      ]
    }
    actions: empty(email) ? [] : [{ actionGroupId: people.id }]
  }
}]

// A run stands among the requests or, for triggers that OpenTelemetry does not report yet, in the host's own words.
var failed = 'union (requests | where success == false | project name), (traces | where message has "(Failed" and message startswith "Executed" | project name = message)'
var swept = 'union (requests | where name has "OnSweep" and success == true | project name), (traces | where message startswith "Executed" and message has "OnSweep" and message has "(Succeeded" | project name = message)'

var queries = [
  {
    name: 'functions-fail'
    query: failed
    operator: 'GreaterThan'
    count: 20
    say: 'A function fails again and again. Its failures in Application Insights name the operation; nothing is lost meanwhile.'
  }
  {
    name: 'nobody-sweeps'
    query: swept
    operator: 'LessThan'
    count: 1
    say: 'For a quarter of an hour the sweep has not run, so what no message woke is not sent. Is the function app running?'
  }
]

resource query 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [for each in queries: {
  name: '${name}-${each.name}'
  location: location
  kind: 'LogAlert'
  properties: {
    displayName: '${name}-${each.name}'
    description: each.say
    severity: 1
    enabled: true
    scopes: [insightsId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    criteria: {
      allOf: [
        {
          query: each.query
          timeAggregation: 'Count'
          operator: each.operator
          threshold: each.count
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: empty(email) ? [] : [people.id] }
  }
}]
