/** Counts as bars of one hue, the newest at the right; a day without any leaves its place empty. */
export function Sparkline({ values, label }: { values: readonly number[]; label: string }) {
  const max = Math.max(1, ...values);
  const width = 120;
  const step = width / Math.max(1, values.length);
  return (
    <svg viewBox={`0 0 ${width} 24`} className="h-6 w-30" role="img" aria-label={label}>
      <line x1="0" x2={width} y1="23.5" y2="23.5" stroke="var(--line-strong)" />
      {values.map((value, i) => {
        const height = (value / max) * 20;
        return (
          value > 0 && (
            <rect
              key={i}
              x={i * step}
              y={23 - height}
              width={Math.max(1, step - 1)}
              height={height}
              rx="0.5"
              fill="var(--accent)"
            />
          )
        );
      })}
    </svg>
  );
}
