import { useId } from "react";
import { MAX_SEED } from "../../latent/noise";
import { configure, type LearningConfig, useLearning } from "../../state/training/training";
import { Choice } from "../inputs/Choice";
import { marked } from "./run-settings";
import { ratesOf, spectralOf, withRates, withSpectral } from "./switches";
import { useLearningText } from "./text";

const PICTURES = ["faces", "lines"] as const;
const ATTENTION = ["on", "off"] as const;
const SPECTRAL = ["both", "discriminator", "none"] as const;
const RATES = ["two", "equal"] as const;

const onOff = ({ attention }: LearningConfig) => (attention ? "on" : "off");

/** What the paper adds, each to be left out. */
export function Ingredients() {
  const text = useLearningText();
  const id = useId();
  const config = useLearning((state) => state.config);
  const running = useLearning((state) => state.running);
  return (
    <div className="panel">
      <h2>{running ? text.nextIngredients : text.ingredients}</h2>
      {running && JSON.stringify(running) !== JSON.stringify(config) && (
        <p className="quiet" data-testid="config-changed">
          {text.changed}
        </p>
      )}
      <Choice
        label={text.attention.label}
        value={onOff(config)}
        options={ATTENTION}
        texts={marked(text.attention, onOff(config), running && onOff(running), text.ofThisRun)}
        onChange={(choice) => configure({ attention: choice === "on" })}
      />
      <Choice
        label={text.spectral.label}
        value={spectralOf(config)}
        options={SPECTRAL}
        texts={marked(text.spectral, spectralOf(config), running && spectralOf(running), text.ofThisRun)}
        onChange={(choice) => configure(withSpectral(choice))}
      />
      <Choice
        label={text.rates.label}
        value={ratesOf(config)}
        options={RATES}
        texts={marked(text.rates, ratesOf(config), running && ratesOf(running), text.ofThisRun)}
        onChange={(choice) => configure(withRates(config, choice))}
      />
      <Choice
        label={text.images.label}
        value={config.pictures}
        options={PICTURES}
        texts={marked(text.images, config.pictures, running?.pictures, text.ofThisRun)}
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
