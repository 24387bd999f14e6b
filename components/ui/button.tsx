import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";

const buttonVariants = cva(
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap transition-colors duration-120 select-none disabled:cursor-not-allowed disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "border-transparent bg-accent text-accent-ink enabled:hover:bg-accent-hover",
        secondary: "border-line-strong bg-surface text-ink enabled:hover:bg-hover",
        ghost: "border-transparent bg-transparent text-muted enabled:hover:bg-hover enabled:hover:text-ink",
        danger: "border-line-strong bg-surface text-danger-ink enabled:hover:bg-danger-tint",
      },
      size: {
        md: "h-8 px-3 text-sm",
        sm: "h-7 px-2 text-xs",
        icon: "size-8 text-sm",
        touch: "h-11 flex-1 px-4 text-base",
      },
    },
    defaultVariants: { variant: "secondary", size: "md" },
  },
);

type ButtonProps = ComponentProps<"button"> & VariantProps<typeof buttonVariants> & { asChild?: boolean };

/** Use one primary button per view; the rest are secondary or ghost. */
export function Button({
  className,
  variant,
  size,
  asChild = false,
  type = "button",
  ...props
}: ButtonProps) {
  const classes = cn(buttonVariants({ variant, size }), className);
  if (asChild) return <Slot.Root className={cn(classes, "hover:bg-hover")} {...props} />;
  return <button type={type} className={classes} {...props} />;
}
