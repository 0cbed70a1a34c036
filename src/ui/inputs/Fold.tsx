import { type ReactNode, useState } from "react";

export interface FoldProps {
  readonly heading: string;
  readonly testId: string;
  readonly children: ReactNode;
}

/** A part of the page that is rendered only while it is open. */
export function Fold({ heading, testId, children }: FoldProps) {
  const [open, setOpen] = useState(false);
  return (
    <details className="fold" data-testid={testId} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{heading}</summary>
      {open && children}
    </details>
  );
}
