import type { ReactNode } from "react";
import { orNotFound, pageContext } from "@/app/(desk)/page-context";
import { getPattern } from "@/lib/knowledge/patterns/data";

type Props = { children: ReactNode; params: Promise<{ id: string }> };

/** Looks for the pattern before the page is streamed, because the status cannot be changed later. */
export default async function PatternLayout({ children, params }: Props) {
  const { id } = await params;
  const ctx = await pageContext(`/patterns/${id}`);
  await orNotFound(getPattern(ctx, id));
  return children;
}
