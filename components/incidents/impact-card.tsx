"use client";

import Link from "next/link";
import { useState } from "react";
import { deadlineUrgency, impactCounts, orderItems, ownerWords } from "@/components/incidents/impact-words";
import { useNow } from "@/components/time/clock";
import { ExactTime, TimeAgo } from "@/components/time/time-ago";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { sentence } from "@/components/ui/words";
import type { Incident } from "@/lib/desk/schemas";
import type { ImpactDeadline, ImpactItem } from "@/lib/pipelines/impact/schemas";

const SHOWN = 5;

/** What depends on what failed, whose it is and which deadline is at risk. */
export function ImpactCard({ incident: { impact } }: { incident: Incident }) {
  const [isExpanded, setExpanded] = useState(false);
  if (!impact) return null;
  const items = orderItems(impact.items);
  const shown = isExpanded ? items : items.slice(0, SHOWN);
  const counts = impactCounts(impact);
  return (
    <Card aria-label="Impact">
      <CardHeader title="Impact" aside={counts && `${counts}${impact.isTruncated ? ", and more" : ""}`} />
      {impact.deadlines.length > 0 && (
        <ul className="divide-y border-b last:border-b-0">
          {impact.deadlines.slice(0, SHOWN).map((deadline) => (
            <Deadline key={deadline.pipelineId} deadline={deadline} />
          ))}
        </ul>
      )}
      {items.length === 0 ? (
        <CardBody className="text-sm text-muted">
          Nothing is known to depend on it. OpenLineage events or a dbt manifest would tell.{" "}
          <Link href="/setup" className="text-accent underline">
            Connect
          </Link>
        </CardBody>
      ) : (
        <ul className="divide-y">
          {shown.map((item) => (
            <Item
              key={`${item.kind} ${item.id}`}
              item={item}
              isBlocked={item.kind === "pipeline" && impact.blocked.includes(item.id)}
            />
          ))}
        </ul>
      )}
      {items.length > SHOWN && (
        <div className="border-t px-4 py-2">
          <Button size="sm" variant="ghost" onClick={() => setExpanded(!isExpanded)}>
            {isExpanded ? "Show fewer" : `Show all ${items.length}`}
          </Button>
        </div>
      )}
    </Card>
  );
}

function Deadline({ deadline }: { deadline: ImpactDeadline }) {
  const urgency = deadlineUrgency(deadline, useNow());
  return (
    <li className="flex flex-col gap-0.5 px-4 py-2 text-sm">
      <span className="flex flex-wrap items-baseline gap-x-2">
        <Link
          href={`/pipelines/${deadline.pipelineId}`}
          className="min-w-0 font-mono text-xs anywhere hover:underline"
        >
          {deadline.pipeline}
        </Link>
        <span className="text-muted">due {deadline.label}</span>
        {urgency === "missed" && <Chip tone="danger">Missed</Chip>}
        {urgency === "at_risk" && <Chip tone="danger">At risk</Chip>}
      </span>
      <span className="text-muted">
        {urgency === "missed" ? (
          <>
            It fell due <TimeAgo at={deadline.at} />.
          </>
        ) : urgency === "at_risk" && deadline.fixBy ? (
          <>
            Less time is left than the runs usually take: they had to start again{" "}
            <TimeAgo at={deadline.fixBy} />.
          </>
        ) : deadline.fixBy ? (
          <>
            To meet it, the runs must start again by <ExactTime at={deadline.fixBy} /> (
            <TimeAgo at={deadline.fixBy} />
            ), going by usual durations.
          </>
        ) : (
          <>
            Falls due <TimeAgo at={deadline.at} />. How long the runs usually take is not known yet.
          </>
        )}
      </span>
    </li>
  );
}

function Item({ item, isBlocked }: { item: ImpactItem; isBlocked: boolean }) {
  const owner = ownerWords(item);
  return (
    <li className="flex flex-col gap-0.5 px-4 py-2 text-sm">
      <span className="flex flex-wrap items-baseline gap-x-2">
        {item.kind === "pipeline" ? (
          <Link href={`/pipelines/${item.id}`} className="min-w-0 font-mono text-xs anywhere hover:underline">
            {item.name}
          </Link>
        ) : (
          <span className="min-w-0 font-mono text-xs anywhere">{item.name}</span>
        )}
        <span className="text-muted">{isBlocked ? "pipeline, will not run" : item.kind}</span>
        {item.criticality && item.criticality !== "normal" && (
          <Chip tone={item.criticality === "critical" ? "danger" : "neutral"}>
            {sentence(item.criticality)}
          </Chip>
        )}
        {owner && <span className="text-muted anywhere">{owner}</span>}
      </span>
      {item.path.length > 0 && (
        <span className="text-xs text-muted anywhere">
          via {item.path.map(({ name }) => name).join(" → ")}
        </span>
      )}
    </li>
  );
}
