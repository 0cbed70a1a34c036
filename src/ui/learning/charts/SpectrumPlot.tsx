import { useLayoutEffect, useRef } from "react";
import { drawSpectrumPlot, SPECTRUM_PLOT } from "../../../render/spectrum-plot";
import { useLearning } from "../../../state/training/training";
import { useLearningText } from "../text";
import { Figure, Names } from "./Figure";

/** Largest singular values of one network's weights, a dot each, before normalisation and after. */
export function SpectrumPlot({ network }: { readonly network: "generator" | "discriminator" }) {
  const text = useLearningText();
  const svg = useRef<SVGSVGElement>(null);
  const layers = useLearning((state) => state.spectra?.[network]);
  useLayoutEffect(() => {
    if (svg.current) drawSpectrumPlot(svg.current, layers ?? []);
  }, [layers]);
  const title = text.spectraOf(text[network]);
  return (
    <Figure title={title} help={text.spectraOfHelp}>
      <Names names={[text.before, text.after]} />
      <svg
        ref={svg}
        data-testid={`spectrum-${network}`}
        viewBox={`0 0 ${SPECTRUM_PLOT.width} ${SPECTRUM_PLOT.height}`}
        role="img"
        aria-label={title}
      />
    </Figure>
  );
}
