import type { SchemaColumn } from "@/lib/lineage/schemas";
import { sha256 } from "@/lib/platform/crypto";

/** Equal for equal columns in equal order. */
export function columnHash(columns: readonly SchemaColumn[]): string {
  return sha256(
    JSON.stringify(
      columns.map(({ name, type, position, isNullable, id }) => [name, type, position, isNullable, id]),
    ),
  ).slice(0, 32);
}
