import type { RetryStyle } from "@/lib/intake/sources/descriptor";

/** Where the orchestrator is not known: the argument that most of them share. */
export const ANY_RETRIES: RetryStyle = {
  delayArgument: null,
  isInDecoratorsOnly: false,
  wait: "It waits between tries as long as the orchestrator's default says.",
};
