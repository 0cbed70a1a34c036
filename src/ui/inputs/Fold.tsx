import { type ReactNode, useState } from "react";
import { isUnfolded, rememberFold } from "./unfolded";

export interface FoldProps {
  readonly heading: string;
  readonly testId: string;
  readonly children: ReactNode;
}

/** A part of the page that is rendered only while it is open. It is open again when its task is shown again, and after a reload. */
export function Fold({ heading, testId, children }: FoldProps) {
  const [open, setOpen] = useState(() => isUnfolded(testId));
  const toggle = (isOpen: boolean) => {
    rememberFold(testId, isOpen);
    setOpen(isOpen);
  };
  return (
    <details
      className="fold"
      data-testid={testId}
      open={open}
      onToggle={(event) => toggle(event.currentTarget.open)}
    >
      <summary>{heading}</summary>
      {open && children}
    </details>
  );
}
