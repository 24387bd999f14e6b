"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import { Empty, ErrorNote, Skeleton } from "@/components/ui/empty";
import { Select } from "@/components/ui/field";
import { RelativeTime } from "@/components/ui/relative-time";
import { deliveriesQuery } from "@/lib/intake/query-options";
import { Delivery, DELIVERY_STATUSES } from "@/lib/intake/schemas";
import { apiFetch } from "@/lib/platform/http/api-fetch";

export function DeliveriesView({ status, canAct }: { status: string; canAct: boolean }) {
  const { data, error, refetch } = useQuery(deliveriesQuery(status));
  const router = useRouter();
  const pathname = usePathname();
  const quarantined = data?.items.filter((one) => one.status === "quarantined").length ?? 0;
  return (
    <>
      <PageHeader
        title="Deliveries"
        context={
          data
            ? `${quarantined} of the last ${data.items.length} not understood`
            : "Every webhook that came in"
        }
        actions={
          <Select
            aria-label="Status"
            className="w-40"
            value={status}
            onChange={(event) => router.replace(`${pathname}?status=${event.target.value}`)}
          >
            <option value="">All</option>
            {DELIVERY_STATUSES.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </Select>
        }
      />
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      <div className="rounded-lg border bg-panel">
        {!data && !error && <Skeleton rows={5} />}
        {data?.items.length === 0 && (
          <Empty title="No delivery here">
            <Link className="text-accent underline" href="/setup">
              Setup
            </Link>{" "}
            shows the webhook URL and can send a test failure.
          </Empty>
        )}
        {data?.items.map((one) => (
          <Row key={one.id} delivery={one} canAct={canAct} />
        ))}
      </div>
    </>
  );
}

function Row({ delivery, canAct }: { delivery: Delivery; canAct: boolean }) {
  const client = useQueryClient();
  const replay = useMutation({
    mutationFn: () =>
      apiFetch(`/api/deliveries/${delivery.id}/replay`, Delivery, { method: "POST", body: {} }),
    onSettled: () => client.invalidateQueries({ queryKey: ["deliveries"] }),
  });
  return (
    <details className="border-b last:border-b-0">
      <summary className="flex flex-wrap items-baseline gap-x-3 px-4 py-2.5 text-[13px] hover:bg-sunken">
        <span
          className={delivery.status === "quarantined" ? "w-24 font-medium text-critical" : "w-24 text-muted"}
        >
          {delivery.status}
        </span>
        <span>{delivery.source.name}</span>
        {delivery.incidentNumber !== null && (
          <Link className="text-accent underline" href={`/incidents/${delivery.incidentNumber}`}>
            #{delivery.incidentNumber}
          </Link>
        )}
        <span className="min-w-0 flex-1 basis-40 truncate text-muted">{delivery.reason}</span>
        <RelativeTime at={delivery.receivedAt} className="text-xs text-muted" />
      </summary>
      <div className="space-y-3 border-t bg-sunken px-4 py-3 text-[13px]">
        <p className="flex flex-wrap gap-x-4 text-muted">
          <span className="font-mono text-xs break-all">{delivery.id}</span>
          <span>{delivery.sizeBytes} bytes</span>
          <span>proved by {delivery.authMethod}</span>
          {delivery.replays > 0 && <span>replayed {delivery.replays}×</span>}
        </p>
        {delivery.issues.length > 0 && (
          <ul className="list-disc pl-5">
            {delivery.issues.map((issue) => (
              <li key={`${issue.path}${issue.message}`}>
                <code className="font-mono">{issue.path || "body"}</code>: {issue.message}
              </li>
            ))}
          </ul>
        )}
        {canAct && delivery.status !== "duplicate" && (
          <p className="flex items-center gap-3">
            <Button size="sm" disabled={replay.isPending} onClick={() => replay.mutate()}>
              Replay
            </Button>
            {replay.error && <span className="text-critical">{replay.error.message}</span>}
            {replay.isSuccess && <span className="text-good">Replayed</span>}
          </p>
        )}
        <pre className="max-h-72 overflow-auto rounded-md border bg-panel p-3 font-mono text-[12.5px] break-words whitespace-pre-wrap">
          {pretty(delivery.body)}
        </pre>
        <details>
          <summary className="text-accent">Headers</summary>
          <pre className="mt-1 overflow-auto font-mono text-xs">
            {Object.entries(delivery.headers)
              .map(([name, value]) => `${name}: ${value}`)
              .join("\n")}
          </pre>
        </details>
      </div>
    </details>
  );
}

function pretty(body: string): string {
  if (body === "") return "The body is kept with the first delivery.";
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
