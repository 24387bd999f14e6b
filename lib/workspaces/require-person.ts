import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";

/** The id of the signed-in person who calls. @throws AppError FORBIDDEN for API tokens and the product itself. */
export function requirePerson({ actor }: Context): string {
  if (actor.type === "user" && actor.id) return actor.id;
  throw new AppError(
    "FORBIDDEN",
    "Only a signed-in person has a password and sessions; an API token has none.",
  );
}
