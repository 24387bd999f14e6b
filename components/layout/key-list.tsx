"use client";

import { OpenStore, useOpen } from "@/components/layout/open-store";
import { useKeyList } from "@/components/layout/use-keys";
import { Dialog } from "@/components/ui/dialog";
import { Keys } from "@/components/ui/kbd";

const store = new OpenStore();
const GROUPS = ["Incident", "Evidence", "List", "Anywhere"] as const;

export const showKeys = () => store.set(true);

/** A dialog listing the page's keyboard shortcuts. */
export function KeyList() {
  const isOpen = useOpen(store);
  const bindings = useKeyList();
  return (
    <Dialog open={isOpen} onOpenChange={store.set} title="Keyboard shortcuts">
      <div className="grid gap-5 sm:grid-cols-2">
        {GROUPS.map((group) => {
          const own = bindings.filter((binding) => binding.group === group);
          if (own.length === 0) return null;
          return (
            <section key={group} aria-label={group}>
              <h3 className="pb-1 text-xs font-semibold text-muted">{group}</h3>
              <dl>
                {own.map(({ keys, label }) => (
                  <div
                    key={`${keys} ${label}`}
                    className="flex h-8 items-center justify-between gap-4 text-sm"
                  >
                    <dt>{label}</dt>
                    <dd>
                      <Keys keys={keys} />
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
    </Dialog>
  );
}
