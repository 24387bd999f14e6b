"use client";

import { createContext, useContext, type ReactNode } from "react";
import { canRole, type Permission } from "@/lib/platform/auth/permissions";
import type { Me } from "@/lib/workspaces/schemas";

const MeContext = createContext<Me | null>(null);

export function MeProvider({ me, children }: { me: Me; children: ReactNode }) {
  return <MeContext value={me}>{children}</MeContext>;
}

/** The signed-in person. Throws outside the signed-in pages. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error("useMe must be used inside MeProvider");
  return me;
}

/** Whether the person's role has a permission. Only hides controls; the server enforces it. */
export function useCan(permission: Permission): boolean {
  return canRole(useMe().role, permission);
}
