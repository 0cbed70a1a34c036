import { type ReactNode, useEffect, useRef, useState } from "react";

export interface ScrollingProps {
  readonly className: string;
  /** What is in it, said where it is reached by keys. */
  readonly label: string;
  readonly children: ReactNode;
}

/** A box whose content may be larger than itself; then it is reached by keys, and scrolled by them. */
export function Scrolling({ className, label, children }: ScrollingProps) {
  const box = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const { current } = box;
    if (!current) return;
    const look = () =>
      setScrolls(current.scrollWidth > current.clientWidth || current.scrollHeight > current.clientHeight);
    const sizes = new ResizeObserver(look);
    for (const one of [current, ...current.children]) sizes.observe(one);
    return () => sizes.disconnect();
  }, []);
  return (
    <div
      ref={box}
      className={className}
      {...(scrolls && { tabIndex: 0, role: "group", "aria-label": label })}
    >
      {children}
    </div>
  );
}
