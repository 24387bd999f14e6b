import { lookup as resolveHost, type LookupAddress } from "node:dns";
import type { LookupFunction } from "node:net";
import { Agent, buildConnector, fetch as undiciFetch } from "undici";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import {
  addressObjection,
  canonicalHost,
  hostObjection,
  type OutboundPolicy,
} from "@/lib/platform/http/outbound-policy";

/** Resolves a host name to all its addresses. Defaults to `dns.lookup`. */
export type Resolve = (
  host: string,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

const CONNECT_TIMEOUT_MS = 10_000;

/** The outbound policy from PD_OUTBOUND_ALLOW; `host` is additionally allowed, because the environment names it. */
export function outboundPolicy(host?: string): OutboundPolicy {
  const policy = env().PD_OUTBOUND_ALLOW;
  return host === undefined ? policy : { ...policy, hosts: new Set([...policy.hosts, canonicalHost(host)]) };
}

/** @throws AppError INVALID if the host is refused, whatever it resolves to. */
export function checkOutboundUrl(url: string, path: string): void {
  checkOutboundHost(new URL(url).hostname, path);
}

/** @throws AppError INVALID if the host is refused, whatever it resolves to. */
export function checkOutboundHost(host: string, path: string): void {
  const objection = hostObjection(outboundPolicy(), host);
  if (objection === null) return;
  const message = refusalText(objection);
  throw new AppError("INVALID", message, { issues: [{ path, message }] });
}

/**
 * A `fetch` that connects only where `policy` allows. Checks the resolved address of each connection and connects to
 * exactly that address, so it also covers redirects and DNS rebinding. Use `refusalOf` to find a refusal.
 */
export function createGuardedFetch(policy: OutboundPolicy, resolve: Resolve = resolveAll): typeof fetch {
  const connect = buildConnector({ timeout: CONNECT_TIMEOUT_MS, lookup: guardedLookup(policy, resolve) });
  const dispatcher = new Agent({
    connect: (options, callback) => {
      // The socket does not look up IP addresses, so check them here.
      const objection = hostObjection(policy, options.hostname);
      if (objection === null) connect(options, callback);
      else callback(refusal(objection), null);
    },
  });
  const guarded = (input: string | URL, init: object = {}) => undiciFetch(input, { ...init, dispatcher });
  return guarded as unknown as typeof fetch;
}

let shared: typeof fetch | undefined;

/** The process's guarded fetch, for URLs configured by people. */
export function sharedGuardedFetch(): typeof fetch {
  shared ??= createGuardedFetch(outboundPolicy());
  return shared;
}

/** Finds the refusal in an error's causes, or null. */
export function refusalOf(error: unknown): AppError | null {
  let cause = error;
  for (let depth = 0; depth < 6 && cause instanceof Error; depth += 1) {
    if (cause instanceof AppError) return cause.code === "FORBIDDEN" ? cause : null;
    cause = cause.cause;
  }
  return null;
}

/** A `lookup` for sockets that returns only allowed addresses. */
export function guardedLookup(policy: OutboundPolicy, resolve: Resolve): LookupFunction {
  return (host, options, callback) => {
    resolve(host, (error, addresses) => {
      if (error) return callback(error, []);
      const wanted = addresses.filter(({ family }) => !options.family || family === options.family);
      const allowed = wanted.filter(({ address }) => addressObjection(policy, host, address) === null);
      const [first] = allowed;
      if (!first) {
        const objections = wanted.map(({ address }) => addressObjection(policy, host, address));
        return callback(refusal(objections[0] ?? `${host} has no address`), []);
      }
      if (options.all) callback(null, allowed);
      else callback(null, first.address, first.family);
    });
  };
}

/** All addresses of a host, from the system's resolver. */
export const resolveAll: Resolve = (host, done) => {
  resolveHost(host, { all: true }, (error, addresses) => done(error, error ? [] : addresses));
};

/** The error for a refused address. */
export function refusal(objection: string): AppError {
  return new AppError("FORBIDDEN", refusalText(objection));
}

function refusalText(objection: string): string {
  return `Not called: ${objection}. The operator of Pipeline Debugger can allow it with PD_OUTBOUND_ALLOW.`;
}
