import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { contractOf, type RouteContract } from "@/lib/platform/http/route-contract";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

const filesIn = (folder: string, name: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path === name || path.endsWith(`/${name}`))
    .toSorted()
    .map((path) => join(folder, path));

/** The contracts of all routes that have one, by call, such as `GET /api/incidents/{id}`. Loads their modules. */
export async function readContracts(): Promise<Map<string, RouteContract>> {
  const contracts = new Map<string, RouteContract>();
  for (const file of filesIn("app", "route.ts")) {
    const module = (await import(join(ROOT, file))) as Record<string, unknown>;
    const path = file
      .replace(/^app/, "")
      .replace(/\/route\.ts$/, "")
      .replaceAll(/\/\([^/]*\)/g, "")
      .replaceAll(/\[(?:\.\.\.)?(\w+)\]/g, "{$1}");
    for (const method of METHODS) {
      const handler = module[method];
      const contract = typeof handler === "function" ? contractOf(handler) : undefined;
      if (contract) contracts.set(`${method} ${path}`, contract);
    }
  }
  return contracts;
}

/** The exported schemas of all rooms, by name; names are unique (`bin/lint`). */
export async function readNamedSchemas(): Promise<Map<string, z.ZodType>> {
  const named = new Map<string, z.ZodType>();
  for (const file of filesIn("lib", "schemas.ts")) {
    const module = (await import(join(ROOT, file))) as Record<string, unknown>;
    for (const [name, value] of Object.entries(module))
      if (value instanceof z.ZodType && /^[A-Z]/.test(name)) named.set(name, value);
  }
  return named;
}
