/** The failure categories, in display order. */
export const CATEGORIES = [
  "code_bug",
  "missing_dependency",
  "configuration",
  "auth_permission",
  "network_timeout",
  "rate_limit",
  "resource_exhausted",
  "infrastructure",
  "warehouse_sql",
  "schema_change",
  "data_quality",
  "upstream_missing_data",
  "unknown",
] as const;

export type Category = (typeof CATEGORIES)[number];

/** Whether retrying without a change can help. */
export const TRANSIENCES = ["permanent", "transient", "intermittent", "unknown"] as const;

export type Transience = (typeof TRANSIENCES)[number];
