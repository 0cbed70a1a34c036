import { useMemo } from "react";
import { formatFixed, formatWholePercent } from "../../../render/format";
import { type RuleScore, useLearning } from "../../../state/training/training";
import { attending } from "../../../state/training/training-numbers";
import { Applied, Formula, Indexed } from "../../maths";
import { GammaChart } from "../charts/RunCharts";
import { useLearningText } from "../text";
import { Explained } from "./Explained";

/** Self-attention in both networks, gamma from 0. */
export function AttentionExplained() {
  const text = useLearningText();
  const words = text.explained.attention;
  const look = useLearning((state) => state.look);
  const rule = useLearning((state) => state.rule);
  const past = useLearning((state) => state.past?.rule);
  const last = useLearning((state) => state.rows.at(-1));
  // Its rows are many, and the panel is drawn again at every step.
  const found = useMemo(() => look && attending(look), [look]);
  const keeping = ({ clear, kept, chance }: RuleScore) =>
    clear > 0 ? words.kept(formatWholePercent(kept), formatWholePercent(chance)) : words.unclear;
  return (
    <Explained
      title={text.attention.label}
      paragraphs={words.paragraphs}
      source={words.source}
      look={words.look}
      formula={
        <>
          <Formula spoken={words.spokenBeta}>
            <Indexed base="β" index="ji" />
            <mo>=</mo>
            <mfrac>
              <mrow>
                <mi>exp</mi>
                <mo stretchy="false">(</mo>
                <Indexed base="s" index="ij" />
                <mo stretchy="false">)</mo>
              </mrow>
              <mrow>
                <munder>
                  <mo>∑</mo>
                  <mi>i</mi>
                </munder>
                <mi>exp</mi>
                <mo stretchy="false">(</mo>
                <Indexed base="s" index="ij" />
                <mo stretchy="false">)</mo>
              </mrow>
            </mfrac>
            <mo>,</mo>
            <mspace width="0.8em" />
            <Indexed base="s" index="ij" />
            <mo>=</mo>
            <Applied name={<mi>f</mi>}>
              <Indexed base="x" index="i" />
            </Applied>
            <mo>·</mo>
            <Applied name={<mi>g</mi>}>
              <Indexed base="x" index="j" />
            </Applied>
          </Formula>
          <Formula spoken={words.spokenOutput}>
            <Indexed base="y" index="j" />
            <mo>=</mo>
            <mi>γ</mi>
            <Applied name={<mi>v</mi>}>
              <munder>
                <mo>∑</mo>
                <mi>i</mi>
              </munder>
              <Indexed base="β" index="ji" />
              <Applied name={<mi>h</mi>}>
                <Indexed base="x" index="i" />
              </Applied>
            </Applied>
            <mo>+</mo>
            <Indexed base="x" index="j" />
          </Formula>
        </>
      }
      numbers={[
        { id: "gamma", label: words.gamma, value: found && formatFixed(found.gamma) },
        {
          id: "gamma-discriminator",
          label: words.gammaDiscriminator,
          value: last?.discriminatorGamma === undefined ? undefined : formatFixed(last.discriminatorGamma),
        },
        { id: "share", label: words.share, value: found && formatWholePercent(found.share) },
        { id: "entropy", label: words.entropy, value: found && formatWholePercent(found.entropyRatio) },
        {
          id: "rule",
          label: words.rule(rule?.samples ?? 0),
          value: rule && keeping(rule),
        },
        ...(past
          ? [
              {
                id: "rule-past",
                label: words.rulePast,
                value: keeping(past),
              },
            ]
          : []),
      ]}
      trials={[
        { label: words.without, change: { attention: false } },
        { label: words.with, change: { attention: true } },
      ]}
    >
      <GammaChart />
    </Explained>
  );
}
