import type { TestProject } from "vitest/node";
import { ensureTemplateDatabase, ensureTemplateFolder } from "./template";

declare module "vitest" {
  interface ProvidedContext {
    templateFolder: string | null;
    templateDatabase: string | null;
  }
}

/** Creates the template of all test databases: on the PostgreSQL at TEST_DATABASE_URL, otherwise embedded. */
export async function setup(project: TestProject): Promise<void> {
  const serverUrl = process.env["TEST_DATABASE_URL"];
  project.provide("templateDatabase", serverUrl ? await ensureTemplateDatabase(serverUrl) : null);
  project.provide("templateFolder", serverUrl ? null : await ensureTemplateFolder());
}
