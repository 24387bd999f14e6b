import { Socket, type SocketConnectOpts } from "node:net";
import { AppError } from "@/lib/platform/errors";
import { guardedLookup, outboundPolicy, refusal, resolveAll } from "@/lib/platform/http/guarded-fetch";
import { hostObjection } from "@/lib/platform/http/outbound-policy";

/**
 * A TCP socket that connects only where PD_OUTBOUND_ALLOW allows, for protocols other than HTTP. It checks the address that a
 * host name resolves to and connects to exactly that one. A refusal is emitted as an error; see `refusalOf`.
 */
export class GuardedSocket extends Socket {
  override connect(...given: unknown[]): this {
    const { host = "localhost", port } = targetOf(given);
    const policy = outboundPolicy();
    const objection = hostObjection(policy, host);
    if (objection !== null) {
      process.nextTick(() => this.destroy(refusal(objection)));
      return this;
    }
    return super.connect({ host, port, lookup: guardedLookup(policy, resolveAll) } as SocketConnectOpts);
  }
}

/** `connect(port, host)` or `connect({ port, host })`. */
function targetOf([first, second]: readonly unknown[]): { host?: string; port: number } {
  if (typeof first === "object" && first !== null && "port" in first) {
    const { host, port } = first as { host?: string; port: number };
    return { host, port };
  }
  if (typeof first === "number")
    return { port: first, host: typeof second === "string" ? second : undefined };
  throw new AppError("INTERNAL", "Only TCP connections are guarded.");
}
