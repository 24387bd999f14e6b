import { messageOf } from "@/lib/platform/errors";
import { functionUuid, newUlid } from "./ids";
import { parseJsonOrText } from "./json";
import type { ClaimedCall } from "./queue";
import { canonicalJson, signBody } from "./signature";
import type { CallResult, Exchange } from "./state";

/** Requests above this size carry no state; the SDK then fetches it. */
const MAX_REQUEST_BYTES = 4 << 20;

export interface ServeEndpoint {
  handler: (request: Request) => Promise<Response>;
  url: string;
  signingKey: string;
  /** Milliseconds after which a call counts as failed. */
  deadlineMs: number;
  now: () => number;
  onExchange?: (exchange: Exchange) => void;
}

interface EndpointRequest {
  method: "POST" | "PUT";
  query: Record<string, string>;
  headers: Record<string, string>;
  body: unknown;
}

/** Calls a function to run or plan a step, or to finish. Never throws. */
export async function callFunction(
  endpoint: ServeEndpoint,
  call: ClaimedCall,
  maxAttempts: number,
): Promise<CallResult> {
  const { item, run } = call;
  try {
    const requestId = newUlid(endpoint.now());
    return await request(endpoint, {
      method: "POST",
      query: { fnId: run.functionId, stepId: item.stepId },
      headers: {
        "x-inngest-generation-id": String(item.attempt + 1),
        "x-inngest-job-id": item.id,
        "x-inngest-req-version": String(run.requestVersion),
        "x-inngest-server-kind": "cloud",
        "x-inngest-step-id": item.stepId,
        "x-request-id": requestId,
        "x-run-id": run.id,
      },
      body: callBody(call, maxAttempts, requestId),
    });
  } catch (error) {
    return noAnswer(`the call could not be made: ${messageOf(error)}`);
  }
}

/** Lists the SDK's functions. Never throws; failures are in the answer. */
export async function fetchFunctions(endpoint: ServeEndpoint): Promise<CallResult> {
  return request(endpoint, {
    method: "PUT",
    query: {},
    headers: { "x-inngest-server-kind": "cloud", "x-inngest-sync-kind": "in_band" },
    body: { url: endpoint.url },
  });
}

/** The request body of a call (SDK protocol version 2). */
function callBody({ item, run, steps }: ClaimedCall, maxAttempts: number, requestId: string): object {
  const context = {
    attempt: item.attempt,
    disable_immediate_execution: run.isPlanning,
    env: "",
    fn_id: functionUuid(run.functionId),
    generation_id: item.attempt + 1,
    job_id: item.id,
    max_attempts: maxAttempts,
    qi_id: item.id,
    request_id: requestId,
    run_id: run.id,
    stack: { current: run.stack.indexOf(item.fromStep ?? "") + 1, stack: run.stack },
    step_id: "step",
    use_api: false,
  };
  const [event] = run.events;
  const body = {
    ctx: context,
    defers: {},
    event,
    events: run.events,
    steps,
    use_api: false,
    version: run.requestVersion,
  };
  const stateBytes = run.stateBytes + Buffer.byteLength(JSON.stringify(run.events)) * 2;
  if (stateBytes < MAX_REQUEST_BYTES) return body;
  return { ...body, ctx: { ...context, use_api: true }, events: [], steps: {}, use_api: true };
}

async function request(
  endpoint: ServeEndpoint,
  { method, query, headers, body }: EndpointRequest,
): Promise<CallResult> {
  const url = new URL(endpoint.url);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const text = canonicalJson(body);
  // The SDK compares the signature's timestamp with the wall clock, not the runner's clock.
  const signature = signBody(text, endpoint.signingKey, Date.now());
  const allHeaders = {
    host: url.host,
    ...headers,
    "content-type": "application/json",
    "x-inngest-signature": signature,
  };
  const startedAt = performance.now();
  const answer = await answerOf(endpoint, new Request(url, { method, headers: allHeaders, body: text }));
  endpoint.onExchange?.({
    direction: "server->app",
    method,
    path: url.pathname + url.search,
    headers: allHeaders,
    body,
    response: { status: answer.status, headers: answer.headers, body: answer.body },
    ms: performance.now() - startedAt,
  });
  return answer;
}

async function answerOf(endpoint: ServeEndpoint, request: Request): Promise<CallResult> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<CallResult>((resolve) => {
    const late = noAnswer(`Your function did not answer within ${Math.round(endpoint.deadlineMs / 1_000)} s`);
    timer = setTimeout(() => resolve(late), endpoint.deadlineMs);
  });
  try {
    return await Promise.race([readAnswer(endpoint, request), deadline]);
  } catch (error) {
    return noAnswer(`Unable to reach SDK URL: ${messageOf(error)}`);
  } finally {
    clearTimeout(timer);
  }
}

async function readAnswer(endpoint: ServeEndpoint, request: Request): Promise<CallResult> {
  const response = await endpoint.handler(request);
  const text = await response.text();
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: parseJsonOrText(text),
    bytes: Buffer.byteLength(text),
    failure: null,
  };
}

function noAnswer(failure: string): CallResult {
  return { status: 0, headers: {}, body: null, bytes: 0, failure };
}
