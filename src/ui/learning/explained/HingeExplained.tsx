import { formatFixed } from "../../../render/format";
import { useLearning } from "../../../state/training/training";
import { margins } from "../../../state/training/training-numbers";
import { Applied, Formula, Indexed } from "../../maths";
import { LossChart } from "../charts/RunCharts";
import { ScoreHistogram } from "../charts/ScoreHistogram";
import { withSpectral } from "../switches";
import { useLearningText } from "../text";
import { Explained } from "./Explained";

const made = (
  <Applied name={<mi>D</mi>}>
    <Applied name={<mi>G</mi>}>
      <mi>z</mi>
    </Applied>
  </Applied>
);

function Hinge({ sign, children }: { readonly sign: "+" | "−"; readonly children: React.ReactNode }) {
  return (
    <mrow>
      <mi mathvariant="normal">E</mi>
      <mi>max</mi>
      <mo stretchy="false">(</mo>
      <mn>0</mn>
      <mo>,</mo>
      <mn>1</mn>
      <mo>{sign}</mo>
      {children}
      <mo stretchy="false">)</mo>
    </mrow>
  );
}

/** The hinge loss and what its margins leave out. */
export function HingeExplained() {
  const text = useLearningText();
  const words = text.explained.hinge;
  const last = useLearning((state) => state.rows.at(-1));
  const found = last && margins(last);
  return (
    <Explained
      title={words.title}
      paragraphs={words.paragraphs}
      source={words.source}
      look={words.look}
      formula={
        <>
          <Formula spoken={words.spokenDiscriminator}>
            <Indexed base="L" index="D" />
            <mo>=</mo>
            <Hinge sign="−">
              <Applied name={<mi>D</mi>}>
                <mi>x</mi>
              </Applied>
            </Hinge>
            <mo>+</mo>
            <Hinge sign="+">{made}</Hinge>
          </Formula>
          <Formula spoken={words.spokenGenerator}>
            <Indexed base="L" index="G" />
            <mo>=</mo>
            <mo>−</mo>
            <mi mathvariant="normal">E</mi>
            {made}
          </Formula>
        </>
      }
      numbers={[
        {
          id: "real-beyond",
          label: words.realBeyond,
          value: found && words.of(found.realBeyond, found.batch),
        },
        {
          id: "made-beyond",
          label: words.madeBeyond,
          value: found && words.of(found.madeBeyond, found.batch),
        },
        {
          id: "hinge-sum",
          label: words.sum,
          value:
            last &&
            found &&
            `${formatFixed(found.realPart)} + ${formatFixed(found.madePart)} = ${formatFixed(last.discriminatorLoss)}`,
        },
        { id: "generator-loss", label: words.generatorLoss, value: last && formatFixed(last.generatorLoss) },
      ]}
      trials={[
        { label: words.trials.none, change: withSpectral("none") },
        { label: words.trials.both, change: withSpectral("both") },
      ]}
    >
      <ScoreHistogram />
      <LossChart />
    </Explained>
  );
}
