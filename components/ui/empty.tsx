import type { ReactNode } from "react";

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="space-y-2 px-4 py-12 text-center">
      <p className="text-base font-medium">{title}</p>
      {children && <div className="mx-auto max-w-xl text-[13px] text-muted">{children}</div>}
    </div>
  );
}

export function ErrorNote({ error, retry }: { error: Error; retry?: () => void }) {
  return (
    <p role="alert" className="m-4 rounded-md border border-critical/40 bg-fail-tint px-3 py-2 text-[13px]">
      {error.message}{" "}
      {retry && (
        <button type="button" className="underline" onClick={retry}>
          Try again
        </button>
      )}
    </p>
  );
}

export function Skeleton({ rows = 4 }: { rows?: number }) {
  return (
    <div aria-busy className="space-y-2 p-4">
      {Array.from({ length: rows }, (_, i) => (
        <div key={i} className="h-5 rounded bg-sunken" style={{ width: `${90 - ((i * 17) % 40)}%` }} />
      ))}
    </div>
  );
}
