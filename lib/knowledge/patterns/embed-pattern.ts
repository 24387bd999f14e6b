import { BUILT_IN_EMBEDDING } from "@/lib/knowledge/embedding";
import { findPatternText } from "@/lib/knowledge/patterns/data";
import { storeChunks } from "@/lib/knowledge/store-chunks";
import type { Context } from "@/lib/platform/context";

/** Stores the vector of a pattern's failing line, by which similar failures find it. */
export async function embedPattern(ctx: Context, patternId: string): Promise<void> {
  const text = await findPatternText(ctx, patternId);
  if (text === null) return;
  await storeChunks(ctx, {
    owner: { kind: "pattern", id: patternId },
    texts: [text],
    embedding: BUILT_IN_EMBEDDING,
  });
}
