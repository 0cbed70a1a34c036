import { formatFixed } from "../../../render/format";
import { type LayerSpectrum, useLearning } from "../../../state/training/training";
import { useLearningText } from "../text";
import { Figure } from "./Figure";

/** The largest singular value of every weight, in numbers. */
export function SpectraTable() {
  const text = useLearningText();
  const spectra = useLearning((state) => state.spectra);
  const rows = (network: string, layers: readonly LayerSpectrum[] = []) =>
    layers.map(({ name, before, after }) => (
      <tr key={`${network} ${name}`}>
        <th scope="row">
          {network}, {name.replace(/\.weight$/, "")}
        </th>
        <td>{formatFixed(before)}</td>
        <td>{formatFixed(after)}</td>
      </tr>
    ));
  return (
    <Figure title={text.spectra} help={text.spectraHelp}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
      <section className="learning-table" tabIndex={0} aria-label={text.spectra}>
        <table className="figures" data-testid="spectra">
          <thead>
            <tr>
              <th scope="col">{text.layer}</th>
              <th scope="col">{text.before}</th>
              <th scope="col">{text.after}</th>
            </tr>
          </thead>
          <tbody>
            {rows(text.generator, spectra?.generator)}
            {rows(text.discriminator, spectra?.discriminator)}
          </tbody>
        </table>
      </section>
    </Figure>
  );
}
