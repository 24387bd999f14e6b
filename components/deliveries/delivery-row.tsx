"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { headerLines, prettyBody, previewNote } from "@/components/deliveries/pretty-body";
import { useCan } from "@/components/layout/me";
import { ExactTime, TimeAgo } from "@/components/time/time-ago";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Chip, type ChipTone } from "@/components/ui/chip";
import { CodeBlock } from "@/components/ui/code-block";
import { ErrorNote } from "@/components/ui/error-note";
import { bytes, count, phrase, sentence } from "@/components/ui/words";
import { deliveryQuery, replayDelivery } from "@/lib/intake/query-options";
import type { Delivery } from "@/lib/intake/schemas";

const TONE: Record<Delivery["status"], ChipTone> = {
  accepted: "neutral",
  duplicate: "neutral",
  quarantined: "danger",
};

export function DeliveryRow({ delivery }: { delivery: Delivery }) {
  return (
    <details className="group border-b last:border-b-0">
      <summary className="flex min-h-11 list-none flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 text-sm hover:bg-hover focus-visible:-outline-offset-2 [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-3.5 text-faint transition-transform duration-120 group-open:rotate-90"
        />
        <span className="sm:w-24">
          <Chip tone={TONE[delivery.status]}>{sentence(delivery.status)}</Chip>
        </span>
        <span className="min-w-0 truncate">{delivery.source.name}</span>
        {delivery.incidentNumber !== null && (
          <Link className="tnum text-accent underline" href={`/incidents/${delivery.incidentNumber}`}>
            #{delivery.incidentNumber}
          </Link>
        )}
        <span className="order-last min-w-0 flex-1 basis-full truncate text-muted sm:order-none sm:basis-40">
          {[delivery.summary, delivery.reason].filter(Boolean).join(" · ")}
        </span>
        <TimeAgo at={delivery.receivedAt} className="tnum ml-auto text-xs text-muted" />
      </summary>
      <Detail delivery={delivery} />
    </details>
  );
}

function Detail({ delivery }: { delivery: Delivery }) {
  return (
    <div className="flex flex-col gap-3 border-t bg-bg px-4 py-3 text-sm">
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-muted">
        <ExactTime at={delivery.receivedAt} />
        <span className="tnum">{bytes(delivery.sizeBytes)}</span>
        <span>authenticated by {phrase(delivery.authMethod)}</span>
        {delivery.replays > 0 && <span className="tnum">replayed {count(delivery.replays, "time")}</span>}
        <code className="text-xs anywhere">{delivery.id}</code>
      </p>
      {delivery.issues.length > 0 && (
        <ul className="list-disc pl-5" aria-label="Problems">
          {delivery.issues.map((issue) => (
            <li key={`${issue.path}${issue.message}`} className="anywhere">
              <code>{issue.path || "body"}</code>: {issue.message}
            </li>
          ))}
        </ul>
      )}
      <Replay delivery={delivery} />
      <div className="grid items-start gap-3 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Body delivery={delivery} />
        <CodeBlock text={headerLines(delivery.headers)} label="headers" wrap />
      </div>
    </div>
  );
}

/** The start of the body, and all of it on request. */
function Body({ delivery }: { delivery: Delivery }) {
  const [isWhole, setWhole] = useState(false);
  const whole = useQuery({ ...deliveryQuery(delivery.id), enabled: isWhole });
  if (delivery.body === "")
    return <p className="text-muted">The body is stored with the first delivery that has this id.</p>;
  const isPreview = delivery.isBodyPreview && !whole.data;
  return (
    <div className="flex min-w-0 flex-col gap-2">
      {delivery.isBodyCut && (
        <p className="text-muted">Only the start of the body is stored, because it reports no failure.</p>
      )}
      <CodeBlock text={prettyBody(whole.data?.body ?? delivery.body)} label="body" wrap />
      {isPreview && (
        <p className="flex flex-wrap items-center gap-3 text-muted">
          {previewNote(delivery)}
          <Button size="sm" disabled={whole.isFetching} onClick={() => setWhole(true)}>
            Show all
          </Button>
        </p>
      )}
      {whole.error && <ErrorNote error={whole.error} retry={() => void whole.refetch()} />}
    </div>
  );
}

/** Runs the stored bytes through intake again, with the current code and settings. */
function Replay({ delivery }: { delivery: Delivery }) {
  const client = useQueryClient();
  const canAct = useCan("delivery.replay");
  const replay = useMutation({
    mutationFn: () => replayDelivery(delivery.id),
    onSettled: () => client.invalidateQueries({ queryKey: ["deliveries"] }),
  });
  if (!canAct || delivery.status === "duplicate") return null;
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button size="sm" disabled={replay.isPending} onClick={() => replay.mutate()}>
        Replay
      </Button>
      {replay.data ? (
        <span role="status">Replayed: {replay.data.status}.</span>
      ) : (
        <span className="text-muted">
          Processes this delivery again with the current version and settings.
        </span>
      )}
      {replay.error && (
        <Callout tone="danger" role="alert">
          {replay.error.message}
        </Callout>
      )}
    </div>
  );
}
