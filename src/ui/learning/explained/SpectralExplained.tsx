import { format } from "d3-format";
import { formatFixed } from "../../../render/format";
import { useLearning } from "../../../state/training/training";
import { stretch } from "../../../state/training/training-numbers";
import { Formula } from "../../maths";
import { SigmaChart } from "../charts/RunCharts";
import { SpectraTable } from "../charts/SpectraTable";
import { SpectrumPlot } from "../charts/SpectrumPlot";
import { withSpectral } from "../switches";
import { useLearningText } from "../text";
import { Explained } from "./Explained";

const product = format(".3~g");

/** Spectral normalisation in both networks, by power iteration. */
export function SpectralExplained() {
  const text = useLearningText();
  const words = text.explained.spectral;
  const spectra = useLearning((state) => state.spectra);
  const of = spectra && {
    generator: stretch(spectra.generator),
    discriminator: stretch(spectra.discriminator),
  };
  const most = spectra && Math.max(...spectra.discriminator.map(({ before }) => before));
  return (
    <Explained
      title={text.spectral.label}
      paragraphs={words.paragraphs}
      source={words.source}
      look={words.look}
      formula={
        <>
          <Formula spoken={words.spokenNorm}>
            <mover>
              <mi>W</mi>
              <mo>¯</mo>
            </mover>
            <mo>=</mo>
            <mi>W</mi>
            <mo>/</mo>
            <mi>σ</mi>
            <mo>,</mo>
            <mspace width="0.8em" />
            <mi>σ</mi>
            <mo>≈</mo>
            <msup>
              <mi>u</mi>
              <mo>⊤</mo>
            </msup>
            <mi>W</mi>
            <mi>v</mi>
          </Formula>
          <Formula spoken={words.spokenIteration}>
            <mi>v</mi>
            <mo>←</mo>
            <mfrac>
              <mrow>
                <msup>
                  <mi>W</mi>
                  <mo>⊤</mo>
                </msup>
                <mi>u</mi>
              </mrow>
              <mrow>
                <mo>‖</mo>
                <msup>
                  <mi>W</mi>
                  <mo>⊤</mo>
                </msup>
                <mi>u</mi>
                <mo>‖</mo>
              </mrow>
            </mfrac>
            <mo>,</mo>
            <mspace width="0.8em" />
            <mi>u</mi>
            <mo>←</mo>
            <mfrac>
              <mrow>
                <mi>W</mi>
                <mi>v</mi>
              </mrow>
              <mrow>
                <mo>‖</mo>
                <mi>W</mi>
                <mi>v</mi>
                <mo>‖</mo>
              </mrow>
            </mfrac>
          </Formula>
        </>
      }
      numbers={[
        { id: "sigma-most", label: words.most, value: most === undefined ? undefined : formatFixed(most) },
        ...(["discriminator", "generator"] as const).map((network) => ({
          id: `stretch-${network}`,
          label: words.product(text[network]),
          value: of && words.fromTo(product(of[network].before), product(of[network].after)),
        })),
      ]}
      trials={(["none", "discriminator", "both"] as const).map((choice) => ({
        label: words.trials[choice],
        change: withSpectral(choice),
      }))}
    >
      <SpectrumPlot network="discriminator" />
      <SpectrumPlot network="generator" />
      <SigmaChart />
      <SpectraTable />
    </Explained>
  );
}
