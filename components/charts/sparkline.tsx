/** Counts as bars of one hue, the newest at the right. */
export function Sparkline({ values, label }: { values: readonly number[]; label: string }) {
  const max = Math.max(1, ...values);
  const width = 120;
  const step = width / Math.max(1, values.length);
  return (
    <svg viewBox={`0 0 ${width} 24`} className="h-6 w-[120px]" role="img" aria-label={label}>
      {values.map((value, i) => {
        const height = (value / max) * 22;
        return (
          <rect
            key={i}
            x={i * step}
            y={24 - height}
            width={Math.max(1, step - 1)}
            height={height}
            fill="var(--accent)"
          />
        );
      })}
      <line x1="0" x2={width} y1="23.5" y2="23.5" stroke="var(--line-strong)" />
    </svg>
  );
}
