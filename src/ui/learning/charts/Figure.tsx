import type { ReactNode } from "react";
import "../../training/training.css";

export interface FigureProps {
  readonly title: string;
  readonly help: string;
  readonly children: ReactNode;
}

/** A figure with its title and a line on what it says. */
export function Figure({ title, help, children }: FigureProps) {
  return (
    <figure>
      <figcaption>
        <h3>{title}</h3>
        <p className="quiet">{help}</p>
      </figcaption>
      {children}
    </figure>
  );
}

/** Names of the lines, each with a piece of its line. */
export function Names({ names, past }: { readonly names: readonly string[]; readonly past?: string }) {
  return (
    <p className="quiet chart-names">
      {names.map((name, number) => (
        <span key={name} className={`chart-name chart-line-${number}`}>
          {name}
        </span>
      ))}
      {past !== undefined && <span className="chart-name chart-line-past">{past}</span>}
    </p>
  );
}
