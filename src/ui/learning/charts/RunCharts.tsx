import { largestSigma } from "../../../state/training/training-numbers";
import { useLearningText } from "../text";
import { Chart } from "./Chart";

/** What both networks pay at each step. */
export function LossChart() {
  const text = useLearningText();
  return (
    <Chart
      title={text.losses}
      help={text.lossesHelp}
      axis={text.axes.loss}
      series={[
        [text.discriminator, (row) => row.discriminatorLoss],
        [text.generator, (row) => row.generatorLoss],
      ]}
    />
  );
}

/** The scale of attention in both networks. */
export function GammaChart() {
  const text = useLearningText();
  return (
    <Chart
      title={text.gammas}
      help={text.gammasHelp}
      axis={text.axes.gamma}
      series={[
        [text.generator, (row) => row.generatorGamma ?? null],
        [text.discriminator, (row) => row.discriminatorGamma ?? null],
      ]}
    />
  );
}

/** How far each step moves a network. */
export function UpdateChart() {
  const text = useLearningText();
  return (
    <Chart
      title={text.updates}
      help={text.updatesHelp}
      axis={text.axes.update}
      series={[
        [text.discriminator, (row) => row.discriminatorUpdate],
        [text.generator, (row) => row.generatorUpdate],
      ]}
    />
  );
}

/** The largest of the raw weights' singular values, over the steps. */
export function SigmaChart() {
  const text = useLearningText();
  return (
    <Chart
      title={text.sigmas}
      help={text.sigmasHelp}
      axis={text.axes.sigma}
      series={[
        [text.discriminator, (row) => largestSigma(row.discriminatorSigmas)],
        [text.generator, (row) => largestSigma(row.generatorSigmas)],
      ]}
    />
  );
}
