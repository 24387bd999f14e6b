"use client";

import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { LogOut, Moon, Search, Sun } from "lucide-react";
import { useRouter } from "next/navigation";
import { signOut } from "next-auth/react";
import {
  useDeferredValue,
  useEffect,
  useState,
  type Dispatch,
  type ReactNode,
  type SetStateAction,
} from "react";
import { SeverityDot } from "@/components/incidents/severity";
import { OpenStore, useOpen } from "@/components/layout/open-store";
import { ROOMS, SIDE_ROOMS } from "@/components/layout/rooms";
import { chooseTheme } from "@/components/layout/theme-store";
import { useKeyList } from "@/components/layout/use-keys";
import { Keys } from "@/components/ui/kbd";
import { fetchIncidents } from "@/lib/desk/query-options";
import type { IncidentSummary } from "@/lib/desk/schemas";

const store = new OpenStore();
const FOUND = 8;

type Select = Dispatch<SetStateAction<string>>;

export const openPalette = () => store.set(true);

/** Finds pages, incidents and the current page's commands by name. */
export function CommandPalette() {
  const isOpen = useOpen(store);
  const [selected, select] = useState("");
  return (
    <Command.Dialog
      value={selected}
      onValueChange={select}
      open={isOpen}
      onOpenChange={store.set}
      label="Search or run a command"
      loop
      overlayClassName="fixed inset-0 z-40 bg-[oklch(0.2_0.02_262/0.45)]"
      contentClassName="fixed inset-x-3 top-3 z-50 mx-auto max-w-xl overflow-hidden rounded-lg border bg-raised shadow-pop animate-appear sm:top-[14vh]"
    >
      {isOpen && <Palette select={select} />}
    </Command.Dialog>
  );
}

function Palette({ select }: { select: Select }) {
  const [text, setText] = useState("");
  const q = useDeferredValue(text.trim());
  const router = useRouter();
  const commands = useKeyList().filter((binding) => !binding.isKeyOnly);
  const act = (run: () => void) => () => {
    store.set(false);
    run();
  };
  return (
    <>
      <div className="flex items-center gap-2.5 border-b px-4">
        <Search className="size-4 shrink-0 text-muted" aria-hidden />
        <Command.Input
          value={text}
          onValueChange={setText}
          placeholder="Incident, page or command"
          className="h-12 w-full bg-transparent text-base outline-none"
        />
      </div>
      <Command.List className="max-h-[min(420px,60dvh)] overflow-y-auto p-1.5">
        <Command.Empty className="px-3 py-6 text-center text-sm text-muted">No matches.</Command.Empty>
        <FoundIncidents
          q={q}
          select={select}
          onPick={(number) => act(() => router.push(`/incidents/${number}`))()}
        />
        {commands.length > 0 && (
          <Group heading="On this page">
            {commands.map(({ keys, label, run }) => (
              <Item key={`${keys}${label}`} onSelect={act(run)} keys={keys}>
                {label}
              </Item>
            ))}
          </Group>
        )}
        <Group heading="Go to">
          {[...ROOMS, ...SIDE_ROOMS].map(({ href, label, icon: Icon, key }) => (
            <Item key={href} onSelect={act(() => router.push(href))} keys={`g ${key}`}>
              <Icon aria-hidden /> {label}
            </Item>
          ))}
        </Group>
        <Group heading="Appearance and session">
          <Item onSelect={act(() => chooseTheme("dark"))}>
            <Moon aria-hidden /> Dark theme
          </Item>
          <Item onSelect={act(() => chooseTheme("light"))}>
            <Sun aria-hidden /> Light theme
          </Item>
          <Item onSelect={act(() => void signOut({ callbackUrl: "/sign-in" }))}>
            <LogOut aria-hidden /> Sign out
          </Item>
        </Group>
      </Command.List>
    </>
  );
}

interface FoundProps {
  q: string;
  select: Select;
  onPick: (number: number) => void;
}

function FoundIncidents({ q, select, onPick }: FoundProps) {
  const { data } = useQuery({
    queryKey: ["incidents", "palette", q],
    queryFn: ({ signal }) => fetchIncidents({ q, limit: FOUND }, signal),
    enabled: q.length > 0,
    placeholderData: (previous) => previous,
  });
  const first = data?.items[0] && rowValue(q, data.items[0]);
  // Results arrive after the list made its selection: prefer the first, unless the selection starts with the query.
  useEffect(() => {
    if (q && first) select((now) => (now.toLowerCase().startsWith(q.toLowerCase()) ? now : first));
  }, [q, first, select]);
  if (!q || !data || data.items.length === 0) return null;
  return (
    <Group heading="Incidents">
      {data.items.map((incident) => (
        <Item key={incident.id} value={rowValue(q, incident)} onSelect={() => onPick(incident.number)}>
          <SeverityDot severity={incident.severity} />
          <span className="tnum text-muted">#{incident.number}</span>
          <span className="min-w-0 flex-1 truncate">{incident.title}</span>
          <span className="hidden max-w-[40%] truncate font-mono text-xs text-muted sm:block">
            {incident.pipeline}
          </span>
        </Item>
      ))}
    </Group>
  );
}

/** Includes the query, so the palette's own filter keeps what the server matched. */
function rowValue(q: string, { number, title }: IncidentSummary): string {
  return `${q} #${number} ${title}`.trim();
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-faint"
    >
      {children}
    </Command.Group>
  );
}

interface ItemProps {
  children: ReactNode;
  onSelect: () => void;
  keys?: string;
  value?: string;
}

function Item({ children, onSelect, keys, value }: ItemProps) {
  return (
    <Command.Item
      {...(value === undefined ? {} : { value })}
      onSelect={onSelect}
      className="flex min-h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 text-sm data-[selected=true]:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted"
    >
      {children}
      {keys && (
        <span className="ml-auto pl-4">
          <Keys keys={keys} />
        </span>
      )}
    </Command.Item>
  );
}
