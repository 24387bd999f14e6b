import { isTrue } from "./expression";
import type { RunnerFunction } from "./function-config";
import type { RunnerEvent } from "./state";

/** The functions that an event starts: by its name, or by a prefix that ends in `*`, and only where the condition holds. */
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
