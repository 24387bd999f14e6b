import type { Finding } from "@/lib/reconcile/findings/check-report";
import type { ErrorCode } from "@/lib/platform/errors";

/** The first hiccup is not an outage; a refused login will not go away by itself. */
const PASSES_UNTIL_ALERT = 3;
const PASSES_UNTIL_ALERT_REFUSED = 2;
/** Throttling is a matter of our own requests for a while. */
const PASSES_UNTIL_ALERT_THROTTLED = 15;

/** Passes in a row that could not read an orchestrator. */
export interface Failing {
  source: string;
  /** Address without credentials. */
  address: string;
  code: ErrorCode;
  message: string;
  passes: number;
  since: Date;
}

/** The one incident about an orchestrator that cannot be read; null while it may be a hiccup. Pure. */
export function outageFinding({ source, address, code, message, passes, since }: Failing): Finding | null {
  if (passes < passesNeeded(code)) return null;
  const isRefused = isRefusal(code);
  const what = isRefused ? `${source} refuses our credentials` : `${source} cannot be reached`;
  const advice = isRefused
    ? "Enter valid credentials under Setup."
    : "While it cannot be read, no run is judged missing or late.";
  return {
    key: "orchestrator",
    episode: `since ${since.toISOString()}`,
    name: source,
    target: address,
    pipeline: null,
    run: null,
    title: what,
    reason: `${message} ${advice}`,
    exception: null,
    labels: { finding: isRefused ? "credentials" : "outage" },
    refs: {},
    isAboutEndedRun: false,
  };
}

/** The incident about an orchestrator that answers, but says that a part of it does not work. Pure. */
export function troubleFinding(trouble: {
  source: string;
  address: string;
  /** Its own words. */
  detail: string;
  passes: number;
  since: Date;
}): Finding | null {
  if (trouble.passes < PASSES_UNTIL_ALERT) return null;
  return {
    key: "orchestrator-health",
    episode: `since ${trouble.since.toISOString()}`,
    name: trouble.source,
    target: trouble.address,
    pipeline: null,
    run: null,
    title: `${trouble.source} is unhealthy: ${trouble.detail.replace(/\.$/, "")}`,
    reason: `${trouble.detail} Runs may not start. Until it is healthy, no run is judged missing or late.`,
    exception: null,
    labels: { finding: "unhealthy" },
    refs: {},
    isAboutEndedRun: false,
  };
}

export function isRefusal(code: ErrorCode): boolean {
  return code === "UNAUTHENTICATED" || code === "FORBIDDEN";
}

function passesNeeded(code: ErrorCode): number {
  if (code === "RATE_LIMITED") return PASSES_UNTIL_ALERT_THROTTLED;
  return isRefusal(code) ? PASSES_UNTIL_ALERT_REFUSED : PASSES_UNTIL_ALERT;
}
