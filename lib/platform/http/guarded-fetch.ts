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

/** Looks a name up: every address it has. `dns.lookup` unless told. */
export type Resolve = (
  host: string,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

const CONNECT_TIMEOUT_MS = 10_000;

/** Where this process may connect to, as PD_OUTBOUND_ALLOW says; `host` is one that the environment itself names. */
export function outboundPolicy(host?: string): OutboundPolicy {
  const policy = env().PD_OUTBOUND_ALLOW;
  return host === undefined ? policy : { ...policy, hosts: new Set([...policy.hosts, canonicalHost(host)]) };
}

/** @throws AppError INVALID for a URL whose host is refused whatever its name resolves to. */
export function checkOutboundUrl(url: string, path: string): void {
  const objection = hostObjection(outboundPolicy(), new URL(url).hostname);
  if (objection === null) return;
  const message = refusalText(objection);
  throw new AppError("INVALID", message, { issues: [{ path, message }] });
}

/**
 * `fetch` that connects only where `policy` allows. The check is made on the address of each connection after the
 * name was looked up, and that address is the one connected to; so it holds for redirects too, and a name that
 * resolves to something else a moment later changes nothing. A refusal is found with `refusalOf`.
 */
export function createGuardedFetch(policy: OutboundPolicy, resolve: Resolve = resolveAll): typeof fetch {
  const connect = buildConnector({ timeout: CONNECT_TIMEOUT_MS, lookup: guardedLookup(policy, resolve) });
  const dispatcher = new Agent({
    connect: (options, callback) => {
      // An address needs no lookup, so the socket would not ask for one.
      const objection = hostObjection(policy, options.hostname);
      if (objection === null) connect(options, callback);
      else callback(refusal(objection), null);
    },
  });
  const guarded = (input: string | URL, init: object = {}) => undiciFetch(input, { ...init, dispatcher });
  return guarded as unknown as typeof fetch;
}

let shared: typeof fetch | undefined;

/** The guarded fetch of this process, for addresses that people configure in the product. */
export function sharedGuardedFetch(): typeof fetch {
  shared ??= createGuardedFetch(outboundPolicy());
  return shared;
}

/** The refusal that made a call fail, wherever it stands among the causes. */
export function refusalOf(error: unknown): AppError | null {
  let cause = error;
  for (let depth = 0; depth < 6 && cause instanceof Error; depth += 1) {
    if (cause instanceof AppError) return cause.code === "FORBIDDEN" ? cause : null;
    cause = cause.cause;
  }
  return null;
}

function guardedLookup(policy: OutboundPolicy, resolve: Resolve): LookupFunction {
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

const resolveAll: Resolve = (host, done) => {
  resolveHost(host, { all: true }, (error, addresses) => done(error, error ? [] : addresses));
};

function refusal(objection: string): AppError {
  return new AppError("FORBIDDEN", refusalText(objection));
}

function refusalText(objection: string): string {
  return `Not called: ${objection}. Whoever runs Pipeline Debugger can allow it with PD_OUTBOUND_ALLOW.`;
}
