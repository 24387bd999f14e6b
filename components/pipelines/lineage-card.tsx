import Link from "next/link";
import type { ReactNode } from "react";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { phrase } from "@/components/ui/words";
import type { DatasetRef, PipelineDetail, RelatedPipeline } from "@/lib/desk/pipeline/schemas";

/** What the pipeline reads and writes, and the pipelines before and after it. */
export function LineageCard({ pipeline }: { pipeline: PipelineDetail }) {
  const { reads, writes, upstream, downstream } = pipeline;
  const isEmpty = [reads, writes, upstream, downstream].every((list) => list.length === 0);
  return (
    <Card aria-label="Lineage">
      <CardHeader title="Lineage" />
      {isEmpty ? (
        <CardBody className="text-sm text-muted">
          Nothing is known about what it reads and writes. OpenLineage events or a dbt manifest would tell.{" "}
          <Link href="/setup" className="text-accent underline">
            Connect
          </Link>
        </CardBody>
      ) : (
        <dl className="divide-y text-sm">
          <Group name="Reads">{reads.length > 0 && <Datasets items={reads} />}</Group>
          <Group name="Writes">{writes.length > 0 && <Datasets items={writes} />}</Group>
          <Group name="Depends on">{upstream.length > 0 && <Pipelines items={upstream} />}</Group>
          <Group name="Feeds">{downstream.length > 0 && <Pipelines items={downstream} />}</Group>
        </dl>
      )}
    </Card>
  );
}

function Group({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex gap-3 px-4 py-2">
      <dt className="w-20 shrink-0 text-muted">{name}</dt>
      <dd className="min-w-0 flex-1">{children || <span className="text-faint">nothing known</span>}</dd>
    </div>
  );
}

function Datasets({ items }: { items: readonly DatasetRef[] }) {
  return (
    <ul className="flex flex-col gap-1">
      {items.map((dataset) => (
        <li key={dataset.id} title={dataset.namespace} className="anywhere">
          <span className="font-mono text-xs">{dataset.name}</span>
          {dataset.kind !== "dataset" && <span className="text-xs text-muted"> {dataset.kind}</span>}
        </li>
      ))}
    </ul>
  );
}

function Pipelines({ items }: { items: readonly RelatedPipeline[] }) {
  return (
    <ul className="flex flex-col gap-1">
      {items.map((pipeline) => (
        <li key={pipeline.id} className="anywhere">
          <Link href={`/pipelines/${pipeline.id}`} className="font-mono text-xs hover:underline">
            {pipeline.name}
          </Link>{" "}
          <span className="text-xs text-muted">by {pipeline.via.map(phrase).join(", ")}</span>
        </li>
      ))}
    </ul>
  );
}
