import { airflow } from "@/lib/intake/sources/airflow/descriptor";
import type { SourceDescriptor } from "@/lib/intake/sources/descriptor";
import { generic } from "@/lib/intake/sources/generic/descriptor";
import { openlineage } from "@/lib/intake/sources/openlineage/descriptor";
import { prefect } from "@/lib/intake/sources/prefect/descriptor";
import { unreadKind } from "@/lib/intake/sources/unread-kind";
import type { SourceKind } from "@/lib/sources/schemas";

/** The supported kinds, one folder each. */
export const SOURCES: Partial<Record<SourceKind, SourceDescriptor>> = {
  airflow,
  prefect,
  openlineage,
  generic,
};

const BY_KIND = new Map(Object.entries(SOURCES));

/** The descriptor of a kind; an unsupported kind only stores its deliveries. */
export function descriptorOf(kind: string): SourceDescriptor {
  return BY_KIND.get(kind) ?? unreadKind(kind);
}
