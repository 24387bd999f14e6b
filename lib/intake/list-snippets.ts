import { readFile } from "node:fs/promises";
import path from "node:path";
import { listOtherSources } from "@/lib/intake/data";
import { fittingSources, namespaceOf } from "@/lib/intake/settle/home-source";
import type { NeighbourSource } from "@/lib/intake/sources/descriptor";
import { descriptorOf } from "@/lib/intake/sources/registry";
import type { Context } from "@/lib/platform/context";
import { getSourceRow, webhookUrl } from "@/lib/sources/data";
import type { SnippetPage } from "@/lib/sources/schemas";

/**
 * Snippets to paste into the source's orchestrator, with its webhook URL but never the secret. They may name the workspace's other
 * sources of its environment.
 */
export async function listSnippets(ctx: Context, sourceId: string): Promise<SnippetPage> {
  const source = await getSourceRow(ctx, sourceId);
  const neighbours = fittingSources(source, await listOtherSources(ctx, sourceId)).map(
    (other): NeighbourSource => ({
      kind: other.kind,
      name: other.name,
      namespace: namespaceOf(other),
    }),
  );
  return { items: await descriptorOf(source.kind).snippets(webhookUrl(source), readClient, neighbours) };
}

function readClient(file: string): Promise<string> {
  return readFile(path.join(process.cwd(), "clients", file), "utf8");
}
