import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { listRoutes } from "@/e2e/abuse/routes";
import { contractOf, type RouteContract } from "@/lib/platform/http/route-contract";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** The contracts of all routes that have one, by call, such as `GET /api/incidents/{id}`. Loads their modules. */
export async function readContracts(): Promise<Map<string, RouteContract>> {
  const contracts = new Map<string, RouteContract>();
  for (const { method, path } of listRoutes()) {
    const module = (await import(join(ROOT, "app", path, "route.ts"))) as Record<string, unknown>;
    const handler = module[method];
    const contract = typeof handler === "function" ? contractOf(handler) : undefined;
    if (contract) contracts.set(`${method} ${path.replaceAll(/\[(?:\.\.\.)?(\w+)\]/g, "{$1}")}`, contract);
  }
  return contracts;
}

/** The exported schemas of all rooms, by name; names are unique (`bin/lint`). */
export async function readNamedSchemas(): Promise<Map<string, z.ZodType>> {
  const named = new Map<string, z.ZodType>();
  const files = readdirSync(join(ROOT, "lib"), { recursive: true, encoding: "utf8" });
  for (const file of files.filter((path) => path.endsWith("/schemas.ts")).toSorted()) {
    const module = (await import(join(ROOT, "lib", file))) as Record<string, unknown>;
    for (const [name, value] of Object.entries(module))
      if (value instanceof z.ZodType && /^[A-Z]/.test(name)) named.set(name, value);
  }
  return named;
}
