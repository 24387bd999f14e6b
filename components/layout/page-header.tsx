import type { ReactNode } from "react";

interface PageHeaderProps {
  title: ReactNode;
  /** The page's answer, in one line. */
  context?: ReactNode;
  actions?: ReactNode;
}

export function PageHeader({ title, context, actions }: PageHeaderProps) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-4 gap-y-3 pb-4">
      <div className="min-w-0">
        <h1 className="text-xl font-semibold">{title}</h1>
        {context && <p className="text-base text-muted">{context}</p>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}
