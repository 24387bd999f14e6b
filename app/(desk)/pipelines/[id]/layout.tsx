import type { ReactNode } from "react";
import { orNotFound, pageContext } from "@/app/(desk)/page-context";
import { getPipelineRef } from "@/lib/desk/pipeline/data";

type Props = { children: ReactNode; params: Promise<{ id: string }> };

/** Looks for the pipeline before the page is streamed, because the status cannot be changed later. */
export default async function PipelineLayout({ children, params }: Props) {
  const { id } = await params;
  const ctx = await pageContext(`/pipelines/${id}`);
  await orNotFound(getPipelineRef(ctx, id));
  return children;
}
