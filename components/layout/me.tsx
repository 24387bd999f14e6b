"use client";

import { createContext, useContext, type ReactNode } from "react";
import type { Me, Role } from "@/lib/workspaces/schemas";

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

const ORDER: readonly Role[] = ["owner", "admin", "responder", "viewer"];

/** Whether the person may do what `needed` may; the server decides, this only hides what it would refuse. */
export function useCan(needed: Role): boolean {
  return ORDER.indexOf(useMe().role) <= ORDER.indexOf(needed);
}
