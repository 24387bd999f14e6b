import type { TokenScope } from "@/lib/workspaces/schemas";

export interface Endpoint {
  /** Method and path. */
  call: string;
  /** What it does, in a few words. */
  title: string;
  does: string;
  /** Minimum role, or how the caller is authenticated. */
  role: string;
  /** The scope an API token needs, if not `read`. */
  scope?: TokenScope;
}

export interface EndpointGroup {
  title: string;
  note: string;
  endpoints: readonly Endpoint[];
}
