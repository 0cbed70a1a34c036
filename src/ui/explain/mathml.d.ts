import type { HTMLAttributes } from "react";

type MathElement = HTMLAttributes<MathMLElement> & {
  display?: "block" | "inline";
  "data-lit"?: boolean;
  stretchy?: "false";
  mathvariant?: "normal";
  width?: string;
};

/** The MathML elements that the equations use; React's types know none. */
declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      math: MathElement;
      mrow: MathElement;
      mi: MathElement;
      mn: MathElement;
      mo: MathElement;
      msub: MathElement;
      mfrac: MathElement;
      munder: MathElement;
      mtext: MathElement;
      msup: MathElement;
      mover: MathElement;
      msqrt: MathElement;
      mspace: MathElement;
    }
  }
}
