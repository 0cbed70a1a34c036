import { format } from "d3-format";
import { shownConfig, useLearning } from "../../../state/training/training";
import { moves, RECENT } from "../../../state/training/training-numbers";
import { Formula, Indexed } from "../../maths";
import { LossChart, UpdateChart } from "../charts/RunCharts";
import { withRates } from "../switches";
import { useLearningText } from "../text";
import { Explained } from "./Explained";

const short = format(".2~e");
const times = format(".2~f");

/** Two learning rates, one update each (TTUR). */
export function RatesExplained() {
  const text = useLearningText();
  const words = text.explained.rates;
  const rows = useLearning((state) => state.rows);
  const sizes = useLearning((state) => state.sizes);
  const next = useLearning((state) => state.config);
  const config = useLearning(shownConfig);
  const found = moves(rows, sizes);
  const rate = { generator: config.generatorRate, discriminator: config.discriminatorRate };
  return (
    <Explained
      title={words.title}
      paragraphs={words.paragraphs}
      source={words.source}
      look={words.look}
      formula={
        <Formula spoken={words.spoken}>
          <Indexed base="θ" index="D" />
          <mo>←</mo>
          <Indexed base="θ" index="D" />
          <mo>−</mo>
          <Indexed base="η" index="D" />
          <mfrac>
            <mover>
              <mi>m</mi>
              <mo>ˆ</mo>
            </mover>
            <msqrt>
              <mover>
                <mi>v</mi>
                <mo>ˆ</mo>
              </mover>
            </msqrt>
          </mfrac>
          <mo>,</mo>
          <mspace width="0.8em" />
          <Indexed base="η" index="D" />
          <mo>=</mo>
          <mn>{times(rate.discriminator / rate.generator)}</mn>
          <Indexed base="η" index="G" />
        </Formula>
      }
      numbers={[
        ...(["discriminator", "generator"] as const).map((network) => ({
          id: `move-${network}`,
          label: words.move(text[network], RECENT),
          value: found && words.against(short(found[network]), short(rate[network])),
        })),
        {
          id: "move-ratio",
          label: words.ratio,
          value: found && `${times(found.discriminator / found.generator)} : 1`,
        },
      ]}
      trials={[
        { label: words.trials.equal, change: withRates(next, "equal") },
        { label: words.trials.two, change: withRates(next, "two") },
      ]}
    >
      <UpdateChart />
      <LossChart />
    </Explained>
  );
}
