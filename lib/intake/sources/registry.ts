import { airflow } from "@/lib/intake/sources/airflow/descriptor";
import type { SourceDescriptor } from "@/lib/intake/sources/descriptor";
import { generic } from "@/lib/intake/sources/generic/descriptor";
import { prefect } from "@/lib/intake/sources/prefect/descriptor";
import { unreadKind } from "@/lib/intake/sources/unread-kind";
import type { SourceKind } from "@/lib/sources/schemas";

/** The kinds that have a folder here: those whose deliveries are understood. */
export const SOURCES: Partial<Record<SourceKind, SourceDescriptor>> = { airflow, prefect, generic };

const BY_KIND = new Map(Object.entries(SOURCES));

/** What is known of a kind; of one without a folder, that its deliveries are stored and not read. */
export function descriptorOf(kind: string): SourceDescriptor {
  return BY_KIND.get(kind) ?? unreadKind(kind);
}
