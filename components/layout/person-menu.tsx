"use client";

import { BookOpen, Keyboard, LogOut } from "lucide-react";
import { useRouter } from "next/navigation";
import { signOut } from "next-auth/react";
import { showKeys } from "@/components/layout/key-list";
import { useMe } from "@/components/layout/me";
import { THEMES } from "@/components/layout/theme";
import { useTheme } from "@/components/layout/theme-store";
import { cn } from "@/components/ui/cn";
import { Menu, MenuCheckItem, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/menu";
import { sentence } from "@/components/ui/words";

export function PersonMenu() {
  const { user, role } = useMe();
  const [theme, setTheme] = useTheme();
  const router = useRouter();
  const trigger = (
    <button
      type="button"
      aria-label={`${user.name}: menu`}
      className="flex h-10 w-full items-center justify-center gap-2.5 rounded-md px-1.5 text-left hover:bg-hover xl:justify-start"
    >
      <Initials name={user.name} />
      <span className="hidden min-w-0 flex-1 xl:block">
        <span className="block truncate text-sm font-medium">{user.name}</span>
        <span className="block truncate text-xs text-muted">{role}</span>
      </span>
    </button>
  );
  return (
    <Menu trigger={trigger} align="start" side="top">
      <MenuLabel>{user.email || user.name}</MenuLabel>
      <MenuSeparator />
      <MenuLabel>Theme</MenuLabel>
      {THEMES.map((option) => (
        <MenuCheckItem key={option} checked={theme === option} onSelect={() => setTheme(option)} stay>
          {sentence(option)}
        </MenuCheckItem>
      ))}
      <MenuSeparator />
      <MenuItem onSelect={showKeys} shortcut="?">
        <Keyboard aria-hidden /> Keyboard shortcuts
      </MenuItem>
      <MenuItem onSelect={() => router.push("/docs")}>
        <BookOpen aria-hidden /> API reference
      </MenuItem>
      <MenuItem onSelect={() => void signOut({ callbackUrl: "/sign-in" })}>
        <LogOut aria-hidden /> Sign out
      </MenuItem>
    </Menu>
  );
}

/** A person's initials, up to two letters. */
export function Initials({ name, isSmall = false }: { name: string; isSmall?: boolean }) {
  const letters = name
    .split(/\s+/)
    .map((word) => word.charAt(0))
    .join("")
    .slice(0, 2)
    .toUpperCase();
  return (
    <span
      aria-hidden
      className={cn(
        "inline-flex shrink-0 items-center justify-center rounded-full bg-accent-tint text-xs font-semibold text-accent",
        isSmall ? "size-5" : "size-6",
      )}
    >
      {letters || "?"}
    </span>
  );
}
