"use client";

import { useQuery } from "@tanstack/react-query";
import { useIncidentAction } from "@/components/incidents/use-incident-action";
import { TRANSITION_LABEL } from "@/components/incidents/words";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/field";
import type { Incident } from "@/lib/incidents/schemas";
import { membersQuery } from "@/lib/workspaces/query-options";

/** Status and owner; on a phone a bar at the bottom. */
export function IncidentActions({ incident }: { incident: Incident }) {
  const action = useIncidentAction(incident.id);
  const { data: members } = useQuery(membersQuery());
  const patch = (body: Record<string, unknown>) =>
    action.mutate({ path: `/api/incidents/${incident.id}`, method: "PATCH", body });
  const [first, ...rest] = incident.availableTransitions;
  return (
    <div className="fixed inset-x-0 bottom-12 z-10 flex flex-wrap items-center gap-2 border-t bg-panel p-2 sm:static sm:border-0 sm:bg-transparent sm:p-0">
      {first && (
        <Button variant="primary" disabled={action.isPending} onClick={() => patch({ status: first })}>
          {TRANSITION_LABEL[first]}
        </Button>
      )}
      {rest.length > 0 && (
        <Select
          aria-label="More transitions"
          className="w-32"
          value=""
          onChange={(event) => patch({ status: event.target.value })}
        >
          <option value="">More…</option>
          {rest.map((status) => (
            <option key={status} value={status}>
              {TRANSITION_LABEL[status]}
            </option>
          ))}
        </Select>
      )}
      <Select
        aria-label="Assignee"
        className="w-36"
        value={incident.assignee?.id ?? ""}
        onChange={(event) => patch({ assigneeId: event.target.value || null })}
      >
        <option value="">Unassigned</option>
        {(members?.items ?? []).map((member) => (
          <option key={member.id} value={member.id}>
            {member.name}
          </option>
        ))}
      </Select>
      {action.error && (
        <p role="alert" className="w-full text-[13px] text-critical">
          {action.error.message}
        </p>
      )}
    </div>
  );
}
