export type KeyAction = { kind: "palette" } | { kind: "keys" } | { kind: "go"; href: string };

/** Every key of the product, as the key list shows them. */
export const KEYS: readonly { keys: string; does: string; action: KeyAction }[] = [
  { keys: "⌘K", does: "Jump anywhere", action: { kind: "palette" } },
  { keys: "?", does: "Show the keys", action: { kind: "keys" } },
  { keys: "g i", does: "Incidents", action: { kind: "go", href: "/incidents" } },
  { keys: "g p", does: "Pipelines", action: { kind: "go", href: "/pipelines" } },
  { keys: "g s", does: "Stats", action: { kind: "go", href: "/stats" } },
  { keys: "g d", does: "Deliveries", action: { kind: "go", href: "/deliveries" } },
  { keys: "g u", does: "Setup", action: { kind: "go", href: "/setup" } },
  { keys: "g t", does: "Settings", action: { kind: "go", href: "/settings" } },
  { keys: "g a", does: "API", action: { kind: "go", href: "/docs" } },
];

interface Press {
  key: string;
  /** ⌘ or Ctrl is held. */
  isCommand: boolean;
  /** The focus is in a field: letters are text there. */
  isTyping: boolean;
  /** The key pressed before. */
  previous: string;
}

/** What a key press asks for, or null. */
export function keyAction({ key, isCommand, isTyping, previous }: Press): KeyAction | null {
  if (isCommand) return key.toLowerCase() === "k" ? { kind: "palette" } : null;
  if (isTyping) return null;
  if (key === "?") return { kind: "keys" };
  if (previous !== "g") return null;
  return KEYS.find((one) => one.keys === `g ${key}`)?.action ?? null;
}
