import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Product, Source } from "@/e2e/real/product";

const SECRET_PLACEHOLDER = "<secret of this source>";

export interface Setup {
  /** A snippet's text with the source's secret filled in. @throws if Setup shows no such snippet. */
  text(id: string): string;
  /** The environment variables that a snippet exports, with the secret filled in. */
  environment(id: string): Record<string, string>;
}

/** The Setup page's snippets for a source. */
export async function readSetup(product: Product, source: Source): Promise<Setup> {
  const snippets = await product.snippets(source.id);
  const text = (id: string) => {
    const found = snippets.find((snippet) => snippet.id === id);
    if (!found)
      throw new Error(
        `Setup shows no snippet "${id}", only ${snippets.map((snippet) => snippet.id).join(", ")}`,
      );
    return found.text.replaceAll(SECRET_PLACEHOLDER, source.secret);
  };
  return {
    text,
    environment: (id) => {
      const exports = [...text(id).matchAll(/^export (\w+)='([^']*)'$/gm)];
      return Object.fromEntries(exports.map(([, name, value]) => [name ?? "", value ?? ""]));
    },
  };
}

export async function saveSnippet(setup: Setup, id: string, folder: string, name: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, name), setup.text(id));
}
