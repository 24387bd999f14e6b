import { z } from "zod";
import { AppError, messageOf } from "@/lib/platform/errors";
import { compileExpression, type Expression } from "./expression";
import { requireSpanMs } from "./duration";
import { requireSchedule } from "./schedule";

const Trigger = z.union([
  z.strictObject({ event: z.string().min(1), expression: z.string().optional() }),
  z.strictObject({ cron: z.string().min(1) }),
]);
const Concurrency = z.strictObject({
  limit: z.number().int().min(0),
  key: z.string().optional(),
  scope: z.enum(["fn", "env", "account"]).optional(),
});
const Limit = { key: z.string().optional(), limit: z.number().int().min(1), period: z.string() };

/** A function as registered by the SDK. Strict: unlisted options are not supported. */
const Registered = z.strictObject({
  id: z.string().min(1),
  name: z.string().optional(),
  triggers: z.array(Trigger),
  steps: z.object({
    step: z.object({ retries: z.object({ attempts: z.number().int().min(0).optional() }).optional() }),
  }),
  idempotency: z.string().optional(),
  batchEvents: z
    .strictObject({
      maxSize: z.number().int().min(1),
      timeout: z.string(),
      key: z.string().optional(),
      if: z.string().optional(),
    })
    .optional(),
  rateLimit: z.strictObject(Limit).optional(),
  throttle: z.strictObject({ ...Limit, burst: z.number().int().min(0).optional() }).optional(),
  concurrency: z.union([z.number().int().min(0), Concurrency, z.array(Concurrency).max(2)]).optional(),
  debounce: z
    .strictObject({ key: z.string().optional(), period: z.string(), timeout: z.string().optional() })
    .optional(),
  priority: z.strictObject({ run: z.string().optional() }).optional(),
  timeouts: z.strictObject({ start: z.string().optional(), finish: z.string().optional() }).optional(),
  singleton: z.strictObject({ key: z.string().optional(), mode: z.enum(["skip", "cancel"]) }).optional(),
  cancel: z
    .array(
      z.strictObject({ event: z.string().min(1), if: z.string().optional(), timeout: z.string().optional() }),
    )
    .optional(),
});
type Registered = z.infer<typeof Registered>;

const DEFAULT_RETRIES = 3;
/** Event of functions made with `createDefer`, which needs a server that stores deferred calls. */
const DEFERRED_EVENT = "inngest/deferred.schedule";

interface PeriodLimit {
  key: Expression | null;
  limit: number;
  periodMs: number;
  burst: number;
}

/** A validated function with compiled expressions. Spans are in ms. */
export interface RunnerFunction {
  id: string;
  maxAttempts: number;
  eventTriggers: { event: string; condition: Expression | null }[];
  schedules: string[];
  idempotency: Expression | null;
  batch: { maxSize: number; timeoutMs: number; key: Expression | null; condition: Expression | null } | null;
  rateLimit: PeriodLimit | null;
  throttle: PeriodLimit | null;
  concurrency: { limit: number; scope: "fn" | "env" | "account"; source: string; key: Expression | null }[];
  debounce: { periodMs: number; timeoutMs: number | null; key: Expression | null } | null;
  priority: Expression | null;
  startTimeoutMs: number | null;
  finishTimeoutMs: number | null;
  singleton: { key: Expression | null; mode: "skip" | "cancel" } | null;
  cancelOn: { event: string; condition: Expression | null; timeoutMs: number | null }[];
}

/**
 * Validates and compiles the functions registered by the SDK. Throws INVALID naming the function and the unsupported or
 * invalid option.
 */
export function compileFunctions(registered: unknown): Map<string, RunnerFunction> {
  const list = z.array(z.unknown()).parse(registered);
  const functions = new Map<string, RunnerFunction>();
  for (const entry of list) {
    const fn = compileFunction(entry);
    functions.set(fn.id, fn);
  }
  return functions;
}

function compileFunction(entry: unknown): RunnerFunction {
  const id = z.object({ id: z.string() }).safeParse(entry).data?.id ?? "(without id)";
  const parsed = Registered.safeParse(entry);
  if (!parsed.success) throw unsupported(id, parsed.error);
  try {
    return compile(parsed.data);
  } catch (error) {
    throw new AppError("INVALID", `function ${id}: ${messageOf(error)}`, { cause: error });
  }
}

function unsupported(id: string, error: z.ZodError): AppError {
  const issue = deepest(error.issues);
  const path = issue.path.join(".");
  const names =
    issue.code === "unrecognized_keys" ? issue.keys.map((key) => (path ? `${path}.${key}` : key)) : [];
  const problem =
    names.length > 0
      ? `the embedded runner does not support the option ${names.join(", ")}`
      : `the option ${path || "(root)"} is invalid: ${issue.message}`;
  return new AppError("INVALID", `function ${id}: ${problem}`, { cause: error });
}

/** In a union, the issue that names an unknown key is the most specific. */
function deepest(issues: z.core.$ZodIssue[]): z.core.$ZodIssue {
  for (const issue of issues) {
    if (issue.code !== "invalid_union") continue;
    for (const branch of issue.errors) {
      const unknownKey = branch.find((inner) => inner.code === "unrecognized_keys" && branch.length === 1);
      if (unknownKey) return { ...unknownKey, path: [...issue.path, ...unknownKey.path] };
    }
  }
  const [first] = issues;
  if (first === undefined) throw new AppError("INTERNAL", "validation failed without an issue");
  return first;
}

/** Options that cannot be combined with batching, because a batch is released as soon as it is full. */
const NOT_WITH_BATCH = [
  "idempotency",
  "rateLimit",
  "throttle",
  "debounce",
  "singleton",
  "priority",
  "cancel",
] as const;

function compile(config: Registered): RunnerFunction {
  const clash = config.batchEvents && NOT_WITH_BATCH.find((option) => config[option] !== undefined);
  if (clash)
    throw new AppError("INVALID", `the embedded runner does not support batchEvents together with ${clash}`);
  const onEvent = (source: string | undefined): Expression | null =>
    source ? compileExpression(source, ["event"]) : null;
  const eventTriggers: RunnerFunction["eventTriggers"] = [];
  const schedules: string[] = [];
  for (const trigger of config.triggers) {
    if ("cron" in trigger) {
      requireSchedule(trigger.cron);
      schedules.push(trigger.cron);
    } else {
      if (trigger.event === DEFERRED_EVENT)
        throw new AppError("INVALID", "the embedded runner does not support defer");
      eventTriggers.push({ event: trigger.event, condition: onEvent(trigger.expression) });
    }
  }
  const { batchEvents, debounce, singleton, timeouts } = config;
  return {
    id: config.id,
    maxAttempts: 1 + (config.steps.step.retries?.attempts ?? DEFAULT_RETRIES),
    eventTriggers,
    schedules,
    idempotency: onEvent(config.idempotency),
    batch: batchEvents
      ? {
          maxSize: batchEvents.maxSize,
          timeoutMs: requireSpanMs(batchEvents.timeout, "batchEvents.timeout"),
          key: onEvent(batchEvents.key),
          condition: onEvent(batchEvents.if),
        }
      : null,
    // A rate limit allows a burst of a tenth of its limit, a throttle its full limit plus `burst`.
    rateLimit: config.rateLimit
      ? periodLimit(config.rateLimit, "rateLimit", Math.floor(config.rateLimit.limit / 10))
      : null,
    throttle: config.throttle
      ? periodLimit(config.throttle, "throttle", config.throttle.limit - 1 + (config.throttle.burst ?? 0))
      : null,
    concurrency: concurrencyOf(config),
    debounce: debounce
      ? {
          periodMs: requireSpanMs(debounce.period, "debounce.period"),
          timeoutMs: debounce.timeout ? requireSpanMs(debounce.timeout, "debounce.timeout") : null,
          key: onEvent(debounce.key),
        }
      : null,
    priority: onEvent(config.priority?.run),
    startTimeoutMs: timeouts?.start ? requireSpanMs(timeouts.start, "timeouts.start") : null,
    finishTimeoutMs: timeouts?.finish ? requireSpanMs(timeouts.finish, "timeouts.finish") : null,
    singleton: singleton ? { key: onEvent(singleton.key), mode: singleton.mode } : null,
    cancelOn: (config.cancel ?? []).map((cancel) => ({
      event: cancel.event,
      condition: cancel.if ? compileExpression(cancel.if, ["event", "async"]) : null,
      timeoutMs: cancel.timeout ? requireSpanMs(cancel.timeout, "cancelOn.timeout") : null,
    })),
  };
}

function periodLimit(
  option: { key?: string; limit: number; period: string },
  name: string,
  burst: number,
): PeriodLimit {
  return {
    key: option.key ? compileExpression(option.key, ["event"]) : null,
    limit: option.limit,
    periodMs: requireSpanMs(option.period, `${name}.period`),
    burst,
  };
}

/** Keyed limits first, because they are narrower. */
function concurrencyOf(config: Registered): RunnerFunction["concurrency"] {
  const { concurrency = [] } = config;
  const list = typeof concurrency === "number" ? [{ limit: concurrency }] : [concurrency].flat();
  return list
    .filter((entry) => entry.limit > 0)
    .map((entry) => ({
      limit: entry.limit,
      scope: ("scope" in entry && entry.scope) || "fn",
      source: ("key" in entry && entry.key) || "",
      key: "key" in entry && entry.key ? compileExpression(entry.key, ["event"]) : null,
    }))
    .sort((a, b) => Number(a.key === null) - Number(b.key === null));
}
