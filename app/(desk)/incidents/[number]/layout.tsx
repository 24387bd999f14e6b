import type { ReactNode } from "react";
import { orNotFound, pageContext } from "@/app/(desk)/page-context";
import { getIncidentRef } from "@/lib/incidents/data";

type Props = { children: ReactNode; params: Promise<{ number: string }> };

/** Looks for the incident before the page is streamed, because the status cannot be changed later. */
export default async function IncidentLayout({ children, params }: Props) {
  const { number } = await params;
  const ctx = await pageContext(`/incidents/${number}`);
  await orNotFound(getIncidentRef(ctx, number));
  return children;
}
