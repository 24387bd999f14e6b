"use client";

import { createContext, useContext, type ReactNode } from "react";
import { canRole, type Permission } from "@/lib/platform/auth/permissions";
import type { Me } from "@/lib/workspaces/schemas";

const MeContext = createContext<Me | null>(null);

export function MeProvider({ me, children }: { me: Me; children: ReactNode }) {
  return <MeContext value={me}>{children}</MeContext>;
}

/** Who is signed in. @throws outside of the signed-in pages. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error("useMe is for the pages behind the sign-in");
  return me;
}

/** Whether the person may; the server decides, this only hides what it would refuse. */
export function useCan(permission: Permission): boolean {
  return canRole(useMe().role, permission);
}
