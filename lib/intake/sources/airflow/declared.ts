import type { DeclaredPipeline } from "@/lib/intake/sources/descriptor";
import { lenientText } from "@/lib/intake/sources/lenient";
import { textsOf } from "@/lib/intake/sources/openlineage/python-repr";

const MAX_TAGS = 100;
const MAX_TAG_LENGTH = 200;

/**
 * What a DAG's tags declare; nothing without tags, because contexts that do not know the DAG have none either.
 * @param tags a list, or a Python literal of one, as `HttpNotifier` and OpenLineage's provider send it
 */
export function declaredByTags(externalId: string, tags: unknown): DeclaredPipeline[] {
  const read = textsOf(tags)
    .slice(0, MAX_TAGS)
    .flatMap((tag) => lenientText(tag, MAX_TAG_LENGTH) ?? []);
  return read.length === 0 ? [] : [{ externalId, tags: read, meta: {} }];
}
