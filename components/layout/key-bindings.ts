/** One thing a key does on the page that is open. */
export interface KeyBinding {
  /** A `KeyboardEvent.key`, `mod+k`, or a sequence such as `g i`. */
  keys: string;
  label: string;
  group: "Anywhere" | "List" | "Incident" | "Evidence";
  run: () => void;
  /** Not in the command palette: moving about only makes sense by key. */
  isKeyOnly?: boolean;
}

/** What a pressed key means given what was pressed just before. */
export type KeyDecision =
  | { kind: "run"; binding: KeyBinding }
  | { kind: "prefix"; prefix: string }
  | { kind: "none" };

/** The name of a key press as bindings write it: `k`, `K`, `enter`, `mod+k`. */
export function keyName(event: {
  key: string;
  metaKey: boolean;
  ctrlKey: boolean;
  altKey: boolean;
}): string | null {
  if (event.altKey) return null;
  const key = event.key.length > 1 ? event.key.toLowerCase() : event.key;
  return event.metaKey || event.ctrlKey ? `mod+${key.toLowerCase()}` : key;
}

/** Finds what `key` does after `prefix` (empty unless a sequence has begun). The last one registered wins. */
export function decideKey(bindings: readonly KeyBinding[], prefix: string, key: string): KeyDecision {
  const full = prefix ? `${prefix} ${key}` : key;
  const binding = bindings.findLast((one) => one.keys === full);
  if (binding) return { kind: "run", binding };
  if (bindings.some((one) => one.keys.startsWith(`${full} `))) return { kind: "prefix", prefix: full };
  return { kind: "none" };
}
