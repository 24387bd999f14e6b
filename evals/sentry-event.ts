/** Events of Sentry's grouping tests as the failures that the product fingerprints. */
import type { FailureInput } from "@/lib/logs/fingerprints/fingerprint";
import type { LogException, StackFrame } from "@/lib/logs/schemas";

interface SentryFrame {
  function?: string | null;
  raw_function?: string | null;
  symbol?: string | null;
  module?: string | null;
  filename?: string | null;
  abs_path?: string | null;
  package?: string | null;
  context_line?: string | null;
  lineno?: number | null;
  in_app?: boolean | null;
}

interface SentryException {
  type?: string | null;
  value?: string | null;
  module?: string | null;
  stacktrace?: { frames?: SentryFrame[] | null } | null;
  mechanism?: {
    synthetic?: boolean;
    is_exception_group?: boolean;
    parent_id?: number;
    exception_id?: number;
  } | null;
}

export interface SentryEvent {
  platform?: string;
  _grouping?: { enhancements?: string } | null;
  message?: string | { message?: string; formatted?: string } | null;
  logentry?: { message?: string | null; formatted?: string | null } | null;
  exception?: SentryException | SentryException[] | { values?: SentryException[] } | null;
  stacktrace?: { frames?: SentryFrame[] | null } | null;
  csp?: { effective_directive?: string; blocked_uri?: string } | null;
  template?: { filename?: string; context_line?: string; frames?: SentryFrame[] | null } | null;
  hpkp?: { hostname?: string } | null;
  expectct?: { hostname?: string } | null;
  expectstaple?: { hostname?: string } | null;
  threads?: {
    values?: {
      crashed?: boolean;
      current?: boolean;
      stacktrace?: { frames?: SentryFrame[] | null } | null;
    }[];
  } | null;
}

/**
 * What the product would be told of the event: its exceptions, else the message, else the violation. Where no
 * frame is marked as the application's own nothing is known of whose they are, and all count.
 */
export function failureOf(event: SentryEvent): FailureInput {
  const language = languageOf(event.platform);
  const values = exceptionsOf(event);
  const frames = event.stacktrace?.frames ?? event.template?.frames ?? crashedThread(event);
  if (values.length === 0 && frames !== null && frames.length > 0) {
    values.push({ type: null, value: messageOf(event), stacktrace: { frames } });
  }
  if (values.length === 0) return { message: messageOf(event) || violationOf(event) };
  const marked = values.some((exception) => exception.stacktrace?.frames?.some((frame) => frame.in_app));
  const count = values.length;
  // An event may bring the settings of its project; how many frames count is one of them.
  const most = Number(/max-frames=(\d+)/.exec(event._grouping?.enhancements ?? "")?.[1] ?? 0) || Infinity;
  return {
    exceptions: values.map((exception, index) =>
      exceptionOf(exception, { index, count, language, marked, most }),
    ),
  };
}

/** Reports of browsers: what was blocked or expected, and whose. */
function violationOf(event: SentryEvent): string {
  const { csp, template } = event;
  if (csp) return `csp ${csp.effective_directive ?? ""} ${hostOf(csp.blocked_uri ?? "")}`;
  if (template) return `template ${template.filename ?? ""} ${template.context_line ?? ""}`;
  const kind = (["hpkp", "expectct", "expectstaple"] as const).find((key) => event[key]);
  return kind === undefined ? "" : `${kind} ${event[kind]?.hostname ?? ""}`;
}

function hostOf(uri: string): string {
  return URL.canParse(uri) ? new URL(uri).host || new URL(uri).protocol : uri;
}

function languageOf(platform: string | undefined): LogException["language"] {
  if (platform === "python" || platform === "java" || platform === "go") return platform;
  return platform === "javascript" || platform === "node" ? "javascript" : "other";
}

function exceptionsOf(event: SentryEvent): SentryException[] {
  const all = valuesOf(event);
  const ids = all.map((exception) => exception.mechanism?.exception_id);
  return ids.some((id) => id === undefined) ? all : reachable(all);
}

/** The members of a tree of exceptions that hang together with its top, which has the id 0. */
function reachable(all: readonly SentryException[]): SentryException[] {
  const known = new Set([0]);
  for (let size = 0; size < known.size;) {
    size = known.size;
    for (const { mechanism } of all) {
      if (mechanism?.parent_id !== undefined && known.has(mechanism.parent_id))
        known.add(mechanism.exception_id ?? -1);
    }
  }
  return all.filter((exception) => known.has(exception.mechanism?.exception_id ?? -1));
}

function valuesOf(event: SentryEvent): SentryException[] {
  const { exception } = event;
  if (!exception) return [];
  if (Array.isArray(exception)) return [...exception];
  return "values" in exception ? [...(exception.values ?? [])] : [exception as SentryException];
}

function crashedThread(event: SentryEvent): SentryFrame[] | null {
  const threads = event.threads?.values ?? [];
  const crashed = threads.filter((thread) => thread.crashed);
  const candidates = crashed.length > 0 ? crashed : threads;
  return candidates.length === 1 ? (candidates[0]?.stacktrace?.frames ?? null) : null;
}

function messageOf(event: SentryEvent): string {
  const { message } = event;
  const text = typeof message === "string" ? message : (message?.message ?? message?.formatted);
  return event.logentry?.message ?? event.logentry?.formatted ?? text ?? "";
}

function exceptionOf(
  exception: SentryException,
  place: { index: number; count: number; language: LogException["language"]; marked: boolean; most: number },
): LogException {
  const { index, count, language, marked } = place;
  const isWrapper = exception.mechanism?.is_exception_group === true && count > 1;
  const line = index + 1;
  return {
    language,
    // The name of a signal is that of every crash and says nothing about this one.
    type: exception.mechanism?.synthetic ? null : (exception.type ?? null),
    message: exception.value ?? "",
    messageLine: line,
    startLine: line,
    endLine: line,
    frames: (exception.stacktrace?.frames ?? []).slice(-place.most).map((frame) => frameOf(frame, marked)),
    chainId: 0,
    chainIndex: index,
    link:
      exception.mechanism?.parent_id === undefined ? (index === count - 1 ? null : "cause") : "group_member",
    isRoot: index === 0,
    isWrapper,
    attempt: null,
  };
}

const WITHOUT_FILE = /^(?:https?|blob|data):|^\[?native code\]?$|^<anonymous>$|^eval code$/;
const NAMELESS = /^<?stripped.application.code>?$|^<redacted>$/;
const NOT_OWN =
  /^org-dartlang-sdk:|^package:sentry|^\/usr\/lib\/|^(?:@babel\/runtime|core-js|tslib)\/|^node:internal/;

function frameOf(frame: SentryFrame, marked: boolean): StackFrame {
  const path = frame.abs_path ?? frame.filename ?? "";
  const isOwn =
    (frame.in_app || !marked) &&
    ![path, frame.package, frame.module].some((name) => NOT_OWN.test(name ?? ""));
  return {
    file: WITHOUT_FILE.test(path) ? path : (frame.module ?? (path || (frame.package ?? ""))),
    line: frame.lineno ?? null,
    function: NAMELESS.test(frame.function ?? "") ? null : (frame.symbol ?? frame.function ?? null),
    source: frame.context_line ?? null,
    origin: isOwn ? "user" : "library",
    logLine: null,
  };
}
