import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";

/** The caller's user id. @throws AppError FORBIDDEN for API tokens and the system. */
export function requirePerson({ actor }: Context): string {
  if (actor.type === "user" && actor.id) return actor.id;
  throw new AppError("FORBIDDEN", "Only a signed-in person has a password and sessions, not an API token.");
}
