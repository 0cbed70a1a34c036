/** Pieces of formulas in MathML. */
import type { ReactNode } from "react";

interface FormulaProps {
  readonly spoken: string;
  readonly children: ReactNode;
}

export function Formula({ spoken, children }: FormulaProps) {
  return (
    <math display="block" aria-label={spoken}>
      {children}
    </math>
  );
}

interface IndexedProps {
  readonly base: string;
  readonly index: string;
}

export function Indexed({ base, index }: IndexedProps) {
  return (
    <msub>
      <mi>{base}</mi>
      <mi>{index}</mi>
    </msub>
  );
}

/** f(x). */
export function Applied({ name, children }: { readonly name: ReactNode; readonly children: ReactNode }) {
  return (
    <mrow>
      {name}
      <mo stretchy="false">(</mo>
      {children}
      <mo stretchy="false">)</mo>
    </mrow>
  );
}
