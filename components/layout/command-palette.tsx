"use client";

import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { KEYS, keyAction, type KeyAction } from "@/components/layout/keys";
import { incidentsQuery } from "@/lib/incidents/query-options";

const ITEM =
  "flex h-9 items-center gap-3 rounded-md px-3 text-[13px] aria-selected:bg-accent-soft data-[selected=true]:bg-accent-soft";

/** `⌘K` jumps anywhere; `?` lists the keys; `g` and a letter goes to a room. */
export function CommandPalette() {
  const router = useRouter();
  const [open, setOpen] = useState<"palette" | "keys" | null>(null);
  useEffect(() => {
    let previous = "";
    const run = (action: KeyAction) => {
      if (action.kind === "go") router.push(action.href);
      else setOpen((now) => (now === action.kind ? null : action.kind));
    };
    const onKey = (event: KeyboardEvent) => {
      const target = event.target instanceof HTMLElement ? event.target : null;
      const isTyping = target?.matches("input, textarea, select, [contenteditable]") ?? false;
      const action = keyAction({
        key: event.key,
        isCommand: event.metaKey || event.ctrlKey,
        isTyping,
        previous,
      });
      previous = event.key;
      if (!action) return;
      event.preventDefault();
      run(action);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [router]);
  const go = (href: string) => {
    setOpen(null);
    router.push(href);
  };
  return (
    <Command.Dialog
      open={open !== null}
      onOpenChange={(isOpen) => setOpen(isOpen ? "palette" : null)}
      label={open === "keys" ? "Keys" : "Jump to"}
      overlayClassName="fixed inset-0 z-40 bg-black/40"
      contentClassName="fixed top-[12vh] left-1/2 z-50 w-[min(36rem,calc(100vw-2rem))] -translate-x-1/2 rounded-lg border bg-panel shadow-lg"
    >
      {open === "keys" ? <KeyList /> : <Palette onGo={go} />}
    </Command.Dialog>
  );
}

function KeyList() {
  return (
    <dl className="divide-y p-2 text-[13px]">
      {KEYS.map(({ keys, does }) => (
        <div key={keys} className="flex justify-between gap-4 px-3 py-2">
          <dt>{does}</dt>
          <dd className="font-mono text-muted">{keys}</dd>
        </div>
      ))}
    </dl>
  );
}

function Palette({ onGo }: { onGo: (href: string) => void }) {
  const { data } = useQuery(incidentsQuery({}));
  return (
    <>
      <Command.Input
        placeholder="Jump to an incident or a page"
        className="h-11 w-full border-b bg-transparent px-4 text-sm outline-none placeholder:text-muted"
      />
      <Command.List className="max-h-80 overflow-auto p-2">
        <Command.Empty className="px-3 py-4 text-[13px] text-muted">Nothing fits.</Command.Empty>
        {KEYS.flatMap(({ does, action }) =>
          action.kind === "go"
            ? [
                <Command.Item key={action.href} className={ITEM} onSelect={() => onGo(action.href)}>
                  {does}
                </Command.Item>,
              ]
            : [],
        )}
        {(data?.items ?? []).map((incident) => (
          <Command.Item
            key={incident.id}
            value={`#${incident.number} ${incident.title} ${incident.pipeline}`}
            className={ITEM}
            onSelect={() => onGo(`/incidents/${incident.number}`)}
          >
            <span className="tabular w-9 shrink-0 text-muted">#{incident.number}</span>
            <span className="truncate">{incident.title}</span>
          </Command.Item>
        ))}
      </Command.List>
    </>
  );
}
