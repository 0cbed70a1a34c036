import { useId } from "react";
import { MAX_SEED } from "../../latent/noise";
import { configure, useLearning } from "../../state/training/training";
import { Choice } from "../inputs/Choice";
import { ratesOf, spectralOf, withRates, withSpectral } from "./switches";
import { useLearningText } from "./text";

const PICTURES = ["faces", "lines"] as const;
const ATTENTION = ["on", "off"] as const;
const SPECTRAL = ["both", "discriminator", "none"] as const;
const RATES = ["two", "equal"] as const;

/** What the paper adds, each to be left out. */
export function Ingredients() {
  const text = useLearningText();
  const id = useId();
  const config = useLearning((state) => state.config);
  const running = useLearning((state) => state.running);
  return (
    <div className="panel">
      <h2>{text.ingredients}</h2>
      {running && JSON.stringify(running) !== JSON.stringify(config) && (
        <p className="quiet" data-testid="config-changed">
          {text.changed}
        </p>
      )}
      <Choice
        label={text.attention.label}
        value={config.attention ? "on" : "off"}
        options={ATTENTION}
        texts={text.attention}
        onChange={(choice) => configure({ attention: choice === "on" })}
      />
      <Choice
        label={text.spectral.label}
        value={spectralOf(config)}
        options={SPECTRAL}
        texts={text.spectral}
        onChange={(choice) => configure(withSpectral(choice))}
      />
      <Choice
        label={text.rates.label}
        value={ratesOf(config)}
        options={RATES}
        texts={text.rates}
        onChange={(choice) => configure(withRates(config, choice))}
      />
      <Choice
        label={text.images.label}
        value={config.pictures}
        options={PICTURES}
        texts={text.images}
        onChange={(pictures) => configure({ pictures })}
      />
      <div className="control">
        <div className="control-line">
          <label htmlFor={id}>{text.seed}</label>
          <input
            id={id}
            type="number"
            className="seed-field"
            min={0}
            max={MAX_SEED}
            step={1}
            aria-describedby={`${id}-help`}
            value={config.seed}
            onChange={({ target }) => {
              if (target.value !== "" && target.validity.valid) configure({ seed: target.valueAsNumber });
            }}
          />
        </div>
        <p id={`${id}-help`} className="quiet">
          {text.seedHelp}
        </p>
      </div>
    </div>
  );
}
