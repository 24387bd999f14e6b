import { isTrue } from "./expression";
import type { RunnerFunction } from "./function-config";
import type { RunnerEvent } from "./state";

/** The functions an event starts: by name or by a prefix ending in `*`, if their condition is true. */
export function triggeredFunctions(
  functions: Map<string, RunnerFunction>,
  event: RunnerEvent,
): RunnerFunction[] {
  return [...functions.values()].filter((fn) =>
    fn.eventTriggers.some(
      (trigger) => matchesName(trigger.event, event.name) && isTrue(trigger.condition, { event }),
    ),
  );
}

function matchesName(pattern: string, name: string): boolean {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
}
