import type { RetryStyle } from "@/lib/intake/sources/descriptor";

/** For unknown orchestrators: the argument most of them share. */
export const ANY_RETRIES: RetryStyle = {
  delayArgument: null,
  isInDecoratorsOnly: false,
  wait: "The wait between attempts is the orchestrator's default.",
};
