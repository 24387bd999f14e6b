import type { Actor } from "@/lib/platform/context";

/** What to call an actor. People name tokens and sources, so their names are never shown alone: they could be mistaken for a person's. */
export function actorLabel({ type, name }: Pick<Actor, "type" | "name">): string {
  if (type === "token") return `API token ${name}`;
  return type === "source" ? `Source ${name}` : name;
}
