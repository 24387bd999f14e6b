import type { Actor } from "@/lib/platform/context";

/** What to call an actor. Tokens are named by people, so a token's name is never shown alone: it could be mistaken for a person's. */
export function actorLabel({ type, name }: Pick<Actor, "type" | "name">): string {
  return type === "token" ? `API token ${name}` : name;
}
