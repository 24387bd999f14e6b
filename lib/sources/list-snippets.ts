import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Context } from "@/lib/platform/context";
import { getSourceRow, webhookUrl } from "@/lib/sources/data";
import type { Snippet, SnippetPage } from "@/lib/sources/schemas";
import { snippetsFor, type ClientFiles } from "@/lib/sources/snippets";

/** What to paste into this source's orchestrator, its own URL filled in. The secret is shown on request only. */
export async function listSnippets(ctx: Context, sourceId: string): Promise<SnippetPage> {
  const source = await getSourceRow(ctx, sourceId);
  const files = await readClientFiles();
  const items: Snippet[] = snippetsFor(source.kind, webhookUrl(source), files);
  return { items };
}

async function readClientFiles(): Promise<ClientFiles> {
  const read = (...parts: string[]) => readFile(path.join(process.cwd(), "clients", ...parts), "utf8");
  const [airflow, prefectHook, prefectAutomation, prefectConnect] = await Promise.all([
    read("airflow", "pipeline_debugger_callback.py"),
    read("prefect", "pipeline_debugger_hook.py"),
    read("prefect", "automation.json"),
    read("prefect", "connect.py"),
  ]);
  return { airflow, prefectHook, prefectAutomation, prefectConnect };
}
