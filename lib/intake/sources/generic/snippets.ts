import { GENERIC_EXAMPLES } from "@/lib/intake/sources/generic/examples";
import { curlSnippet } from "@/lib/intake/sources/snippets";
import type { Snippet } from "@/lib/sources/schemas";

/** curl commands that send the examples to a generic webhook at `url`. */
export function genericSnippets(url: string): Snippet[] {
  return GENERIC_EXAMPLES.map(({ id, title, description, body }) => ({
    ...curlSnippet(url, body),
    id,
    title,
    description,
  }));
}
