/** A component of React with the element in it, rendered in a browser and on a server. */
import { createElement } from "react";
import type { SaganLensAttributes, SaganLensElement } from "../../src/element/types";

/** What docs/element.md says for TypeScript. */
declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "sagan-lens": DetailedHTMLProps<HTMLAttributes<SaganLensElement>, SaganLensElement> &
        Partial<SaganLensAttributes> & { state?: string; site?: string };
    }
  }
}

export type FigureProps = Partial<SaganLensAttributes> & {
  readonly state?: string | object;
  readonly site?: string;
  readonly onquery?: (event: CustomEvent) => void;
};

export function Figure(props: FigureProps) {
  return createElement("figure", null, createElement("sagan-lens", props));
}
