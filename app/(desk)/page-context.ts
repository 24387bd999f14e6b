import { redirect } from "next/navigation";
import { cache } from "react";
import { findSessionContext } from "@/lib/platform/auth/authenticate";
import type { Context } from "@/lib/platform/context";
import { signInPath } from "@/lib/platform/http/own-path";

/** Who looks at the page, asked once for the page and its layout. */
export const findPageContext = cache(findSessionContext);

/** The same, for a page at `path`: a stranger signs in first and comes back to it. */
export async function pageContext(path: string): Promise<Context> {
  const ctx = await findPageContext();
  if (!ctx) redirect(signInPath(path));
  return ctx;
}

export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** One value for each name: of a repeated one the last. What the database could not look for is left out. */
export async function plainSearch(searchParams: SearchParams): Promise<Record<string, string>> {
  const entries = Object.entries(await searchParams).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.at(-1) : value,
  ]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined && !value.includes("\0")));
}
