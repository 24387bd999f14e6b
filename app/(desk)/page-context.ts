import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { findSessionContext } from "@/lib/platform/auth/authenticate";
import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { signInPath } from "@/lib/platform/http/own-path";

/** The session's context, or null; cached for the page and its layout. */
export const findPageContext = cache(findSessionContext);

/** The session's context; anonymous visitors are sent to sign in and then back to `path`. */
export async function pageContext(path: string): Promise<Context> {
  const ctx = await findPageContext();
  if (!ctx) redirect(signInPath(path));
  return ctx;
}

/** What is read, or the page that says that there is no such thing. */
export async function orNotFound<T>(reading: Promise<T>): Promise<T> {
  return reading.catch((error: unknown) => {
    if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
    throw error;
  });
}

export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** One value per name, the last if repeated. Drops values with NUL bytes, which the database cannot store. */
export async function plainSearch(searchParams: SearchParams): Promise<Record<string, string>> {
  const entries = Object.entries(await searchParams).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.at(-1) : value,
  ]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined && !value.includes("\0")));
}
