import Link from "next/link";
import { memo } from "react";
import { RESOLUTION_LABEL } from "@/components/incidents/change-words";
import { Confidence } from "@/components/incidents/confidence";
import type { SelectionChange } from "@/components/incidents/selection";
import { SeverityBar, SeverityWord } from "@/components/incidents/severity";
import { whereFailed } from "@/components/incidents/subject-words";
import { STATUS_TONE } from "@/components/incidents/words";
import { Initials } from "@/components/layout/person-menu";
import { TimeAgo } from "@/components/time/time-ago";
import { Chip } from "@/components/ui/chip";
import { cn } from "@/components/ui/cn";
import { Prose } from "@/components/ui/prose";
import { sentence } from "@/components/ui/words";
import type { IncidentSummary } from "@/lib/desk/schemas";

interface IncidentRowProps {
  incident: IncidentSummary;
  isUnread: boolean;
  /** One line instead of two. */
  isCompact: boolean;
  isSelected: boolean;
  /** Ids of the rows shown, from the top. */
  order: readonly string[];
  /** Null if the person may not change incidents. */
  select: ((change: SelectionChange) => void) | null;
}

/** One incident in the list: title, status, age, location and probable cause. */
export const IncidentRow = memo(function IncidentRow(props: IncidentRowProps) {
  const { incident, isUnread, isCompact, isSelected, order, select } = props;
  return (
    // Off-screen rows are not laid out or painted, so hundreds scroll smoothly.
    <li
      className={cn(
        "group flex border-b first:rounded-t-lg last:rounded-b-lg last:border-b-0 hover:bg-hover has-[a:focus-visible]:bg-hover [content-visibility:auto]",
        isSelected && "bg-accent-tint",
        isCompact ? "[contain-intrinsic-size:auto_37px]" : "[contain-intrinsic-size:auto_45px]",
      )}
    >
      {select && (
        <SelectBox
          incident={incident}
          isSelected={isSelected}
          order={order}
          select={select}
          isCompact={isCompact}
        />
      )}
      <Link
        href={`/incidents/${incident.number}`}
        data-incident={incident.id}
        className={cn(
          "flex min-w-0 flex-1 gap-3 pr-4 group-first:rounded-t-lg group-last:rounded-b-lg focus-visible:-outline-offset-2",
          !select && "pl-2",
        )}
      >
        <SeverityBar severity={incident.severity} className="my-1" />
        {isCompact ? (
          <OneLine incident={incident} isUnread={isUnread} />
        ) : (
          <TwoLines incident={incident} isUnread={isUnread} />
        )}
      </Link>
    </li>
  );
});

interface SelectBoxProps extends Omit<IncidentRowProps, "isUnread" | "select"> {
  select: (change: SelectionChange) => void;
}

/** Visible where it can be hovered or focused, on touch screens, and once anything is selected. */
function SelectBox({ incident, isSelected, isCompact, order, select }: SelectBoxProps) {
  const { id, number, title } = incident;
  return (
    // Not a text selection when a range is chosen with the shift key.
    <label
      className={cn(
        "flex w-9 shrink-0 justify-center select-none",
        isCompact ? "items-center" : "items-start pt-2.5 sm:items-center sm:pt-0",
      )}
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
    >
      <input
        type="checkbox"
        aria-label={`Select #${number}: ${title}`}
        className="size-4 accent-accent opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 in-data-selecting:opacity-100 pointer-coarse:opacity-100"
        checked={isSelected}
        onChange={({ nativeEvent }) => {
          const isRange = "shiftKey" in nativeEvent && nativeEvent.shiftKey === true;
          select(isRange ? { type: "extend", id, order } : { type: "toggle", id });
        }}
      />
    </label>
  );
}

type Lines = Pick<IncidentRowProps, "incident" | "isUnread">;

function TwoLines({ incident, isUnread }: Lines) {
  const { environment, ownerTeam } = incident;
  return (
    <span className="flex min-w-0 flex-1 flex-col gap-0.5 py-1.5 sm:gap-0 sm:py-[3px]">
      <span className="flex items-start gap-3 leading-5">
        <Title incident={incident} isUnread={isUnread} className="max-sm:line-clamp-2 sm:truncate" />
        <Marks incident={incident} />
      </span>
      <span className="flex min-w-0 flex-wrap items-baseline gap-x-3 gap-y-0.5 text-sm leading-4.5 text-muted sm:flex-nowrap">
        <span className="flex min-w-0 basis-full items-baseline gap-x-3 sm:contents">
          <SeverityWord severity={incident.severity} />
          {/* On a phone, the line of the title has no room for it. */}
          <StatusChip status={incident.status} className="sm:hidden" />
          <span className="min-w-0 truncate font-mono text-xs sm:max-w-[46%] sm:shrink-0">
            {whereFailed(incident)}
          </span>
          {environment && <span className="max-w-[40%] shrink-0 truncate">{environment}</span>}
          {ownerTeam && <span className="hidden max-w-32 shrink-0 truncate lg:block">{ownerTeam.name}</span>}
        </span>
        <Cause incident={incident} />
      </span>
    </span>
  );
}

function OneLine({ incident, isUnread }: Lines) {
  return (
    <span className="flex h-9 min-w-0 flex-1 items-center gap-3 text-sm">
      <SeverityWord severity={incident.severity} />
      <Title incident={incident} isUnread={isUnread} className="truncate" />
      <span
        className="hidden w-52 shrink-0 truncate font-mono text-xs text-muted md:block"
        title={whereFailed(incident)}
      >
        {incident.pipeline ?? incident.subject.name}
      </span>
      {/* Kept even when empty, so the columns line up. */}
      <span className="hidden w-17 shrink-0 text-muted lg:block">
        {incident.confidence !== null && incident.rootCause !== null && (
          <Confidence value={incident.confidence} isSmall />
        )}
      </span>
      <Marks incident={incident} />
    </span>
  );
}

function Title({ incident, isUnread, className }: Lines & { className: string }) {
  return (
    <span
      className={cn("min-w-0 flex-1 anywhere", className, isUnread ? "font-semibold" : "font-normal")}
      title={incident.title}
    >
      {isUnread && <span className="sr-only">Unread: </span>}
      {incident.title}
    </span>
  );
}

function Marks({ incident }: { incident: IncidentSummary }) {
  const { status, occurrenceCount, assignee, snoozedUntil, resolution } = incident;
  return (
    <span className="tnum flex shrink-0 items-center gap-2.5 text-sm text-muted">
      {snoozedUntil && <Chip className="hidden h-5 sm:inline-flex">Snoozed</Chip>}
      <StatusChip status={status} className="hidden sm:inline-flex" />
      {resolution && <span className="hidden lg:inline">{RESOLUTION_LABEL[resolution]}</span>}
      {occurrenceCount > 1 && <span title={`${occurrenceCount} occurrences`}>×{occurrenceCount}</span>}
      <TimeAgo at={incident.failedAt} form="age" className="min-w-11 text-right" />
      {assignee ? (
        <span className="hidden sm:flex" title={assignee.name}>
          <span className="sr-only">{assignee.name}</span>
          <Initials name={assignee.name} isSmall />
        </span>
      ) : (
        <span
          aria-hidden
          title="unassigned"
          className="hidden size-5 rounded-full border border-dashed sm:block"
        />
      )}
    </span>
  );
}

function StatusChip({ status, className }: { status: IncidentSummary["status"]; className: string }) {
  if (status === "triggered") return null;
  return (
    <Chip tone={STATUS_TONE[status]} className={cn("h-5", className)}>
      {sentence(status)}
    </Chip>
  );
}

function Cause({ incident }: { incident: IncidentSummary }) {
  const { rootCause, confidence, workflow, suppressedBy } = incident;
  if (suppressedBy) {
    return (
      <span className="min-w-0 flex-1 basis-full truncate sm:basis-0" title={suppressedBy.because}>
        {suppressedBy.name}: {suppressedBy.because}
      </span>
    );
  }
  if (rootCause && confidence !== null) {
    return (
      <span className="flex min-w-0 flex-1 basis-full items-baseline gap-3 sm:basis-0">
        <span className="min-w-0 flex-1 truncate" title={rootCause}>
          <Prose text={rootCause} />
        </span>
        <Confidence value={confidence} isSmall />
      </span>
    );
  }
  if (workflow?.status === "RUNNING" || workflow?.status === "PENDING") {
    return <span className="tnum">analyzing {workflow.progress.replace(" steps completed", "")}</span>;
  }
  return <span className="text-faint">cause unknown</span>;
}
