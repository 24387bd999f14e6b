/** A keyboard shortcut on the current page. */
export interface KeyBinding {
  /** A `KeyboardEvent.key`, `mod+k`, or a sequence such as `g i`. */
  keys: string;
  label: string;
  group: "Anywhere" | "List" | "Incident" | "Evidence";
  run: () => void;
  /** Not in the command palette, such as navigation keys. */
  isKeyOnly?: boolean;
}

/** What to do on a key press, given the keys pressed just before. */
export type KeyDecision =
  | { kind: "run"; binding: KeyBinding }
  | { kind: "prefix"; prefix: string }
  | { kind: "none" };

/** The name of a key press as used in bindings: `k`, `K`, `enter`, `mod+k`; null with Alt. */
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

/** Resolves `key` after `prefix` (empty unless a sequence has begun). The binding registered last wins. */
export function decideKey(bindings: readonly KeyBinding[], prefix: string, key: string): KeyDecision {
  const full = prefix ? `${prefix} ${key}` : key;
  const binding = bindings.findLast((candidate) => candidate.keys === full);
  if (binding) return { kind: "run", binding };
  if (bindings.some(({ keys }) => keys.startsWith(`${full} `))) return { kind: "prefix", prefix: full };
  return { kind: "none" };
}
