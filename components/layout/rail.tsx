"use client";

import { Activity, BarChart3, Inbox, LogOut, Settings, SlidersHorizontal, Workflow } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { signOut } from "next-auth/react";
import { cn } from "@/components/ui/cn";
import type { Me } from "@/lib/workspaces/schemas";

const ROOMS = [
  { href: "/incidents", label: "Incidents", icon: Activity },
  { href: "/pipelines", label: "Pipelines", icon: Workflow },
  { href: "/stats", label: "Stats", icon: BarChart3 },
  { href: "/deliveries", label: "Deliveries", icon: Inbox },
  { href: "/setup", label: "Setup", icon: SlidersHorizontal },
  { href: "/settings", label: "Settings", icon: Settings },
] as const;

export function Rail({ me }: { me: Me }) {
  const pathname = usePathname();
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-20 flex border-t bg-panel sm:sticky sm:top-0 sm:h-dvh sm:w-14 sm:flex-col sm:border-t-0 sm:border-r xl:w-52"
    >
      <p className="hidden h-14 items-center truncate px-4 text-[13px] font-semibold xl:flex">
        {me.workspace.name}
      </p>
      <ul className="flex flex-1 justify-around sm:mt-2 sm:flex-col sm:justify-start sm:gap-1 sm:px-2">
        {ROOMS.map(({ href, label, icon: Icon }) => {
          const isHere = pathname === href || pathname.startsWith(`${href}/`);
          return (
            <li key={href}>
              <Link
                href={href}
                aria-current={isHere ? "page" : undefined}
                title={label}
                className={cn(
                  "flex h-12 flex-col items-center justify-center gap-0.5 rounded-md px-2 text-xs text-muted hover:bg-sunken hover:text-ink sm:h-9 sm:w-10 sm:flex-row xl:w-auto xl:justify-start xl:gap-2.5 xl:text-[13px]",
                  isHere && "bg-accent-soft font-medium text-ink",
                )}
              >
                <Icon size={16} aria-hidden />
                <span className="sr-only sm:sr-only xl:not-sr-only">{label}</span>
              </Link>
            </li>
          );
        })}
      </ul>
      <div className="hidden items-center gap-2 border-t p-2 sm:flex xl:px-4">
        <span className="hidden min-w-0 flex-1 truncate text-xs text-muted xl:block" title={me.user.email}>
          {me.user.name} · {me.role}
        </span>
        <button
          type="button"
          aria-label="Sign out"
          title="Sign out"
          className="flex size-9 items-center justify-center rounded-md text-muted hover:bg-sunken hover:text-ink"
          onClick={() => void signOut({ callbackUrl: "/sign-in" })}
        >
          <LogOut size={16} aria-hidden />
        </button>
      </div>
    </nav>
  );
}
