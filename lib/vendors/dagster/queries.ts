/**
 * The queries sent to Dagster's GraphQL API. They use fields that Dagster has had since 1.0, so that older servers answer
 * them too.
 */

const RUN_FIELDS =
  "runId jobName status creationTime startTime endTime rootRunId parentRunId tags { key value }";
const ERROR_FIELDS =
  "className message stack errorChain { isExplicitLink error { className message stack } }";

export const VERSION_QUERY = "query { version }";

export const RUN_QUERY = `query ($runId: ID!) {
  runOrError(runId: $runId) {
    __typename
    ... on RunNotFoundError { message }
    ... on PythonError { message }
    ... on Run {
      ${RUN_FIELDS} runConfigYaml
      stepStats { stepKey status startTime endTime attempts { startTime endTime } }
      executionPlan { steps { key inputs { dependsOn { key } } } }
    }
  }
}`;

export const RUNS_QUERY = `query ($filter: RunsFilter!, $limit: Int!) {
  runsOrError(filter: $filter, limit: $limit) {
    __typename
    ... on InvalidPipelineRunsFilterError { message }
    ... on PythonError { message }
    ... on Runs { results { ${RUN_FIELDS} } }
  }
}`;

export const EVENTS_QUERY = `query ($runId: ID!, $afterCursor: String, $limit: Int!) {
  logsForRun(runId: $runId, afterCursor: $afterCursor, limit: $limit) {
    __typename
    ... on RunNotFoundError { message }
    ... on PythonError { message }
    ... on EventConnection {
      cursor
      hasMore
      events {
        __typename
        ... on MessageEvent { message timestamp level stepKey eventType }
        ... on ExecutionStepFailureEvent { error { ${ERROR_FIELDS} } }
        ... on ExecutionStepUpForRetryEvent { secondsToWait error { ${ERROR_FIELDS} } }
        ... on ResourceInitFailureEvent { error { ${ERROR_FIELDS} } }
        ... on HookErroredEvent { error { ${ERROR_FIELDS} } }
        ... on EngineEvent { error { ${ERROR_FIELDS} } }
        ... on RunFailureEvent { error { ${ERROR_FIELDS} } }
        ... on LogsCapturedEvent { fileKey stepKeys }
      }
    }
  }
}`;

export const CAPTURED_QUERY = `query ($logKey: [String!]!, $cursor: String, $limit: Int!) {
  capturedLogs(logKey: $logKey, cursor: $cursor, limit: $limit) { stdout stderr cursor }
}`;

export const RETRY_MUTATION = `mutation ($id: String!) {
  launchRunReexecution(reexecutionParams: { parentRunId: $id, strategy: FROM_FAILURE }) {
    __typename
    ... on LaunchRunSuccess { run { runId } }
    ... on Error { message }
  }
}`;
