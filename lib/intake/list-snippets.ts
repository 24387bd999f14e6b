import { readFile } from "node:fs/promises";
import path from "node:path";
import { descriptorOf } from "@/lib/intake/sources/registry";
import type { Context } from "@/lib/platform/context";
import { getSourceRow, webhookUrl } from "@/lib/sources/data";
import type { SnippetPage } from "@/lib/sources/schemas";

/** Snippets to paste into the source's orchestrator, with its webhook URL but never the secret. */
export async function listSnippets(ctx: Context, sourceId: string): Promise<SnippetPage> {
  const source = await getSourceRow(ctx, sourceId);
  return { items: await descriptorOf(source.kind).snippets(webhookUrl(source), readClient) };
}

function readClient(file: string): Promise<string> {
  return readFile(path.join(process.cwd(), "clients", file), "utf8");
}
