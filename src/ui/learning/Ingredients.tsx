import { useId } from "react";
import { MAX_SEED } from "../../latent/noise";
import { configure, type LearningConfig, useLearning } from "../../state/learning";
import { Choice } from "../controls/Choice";
import { useLearningText } from "./text";

const PICTURES = ["faces", "lines"] as const;
const ATTENTION = ["on", "off"] as const;
const SPECTRAL = ["both", "discriminator", "none"] as const;
const RATES = ["two", "equal"] as const;
/** The discriminator's rate in the generator's (Zhang et al. 2019, section 4: 4e-4 and 1e-4). */
const RATE_RATIO = 4;

function spectralOf({ spectralGenerator, spectralDiscriminator }: LearningConfig) {
  if (!spectralDiscriminator) return "none";
  return spectralGenerator ? "both" : "discriminator";
}

/** What the paper adds, each to be left out. */
export function Ingredients() {
  const text = useLearningText();
  const id = useId();
  const config = useLearning((state) => state.config);
  const running = useLearning((state) => state.running);
  const { generatorRate, discriminatorRate } = config;
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
        onChange={(choice) =>
          configure({ spectralGenerator: choice === "both", spectralDiscriminator: choice !== "none" })
        }
      />
      <Choice
        label={text.rates.label}
        value={discriminatorRate === generatorRate ? "equal" : "two"}
        options={RATES}
        texts={text.rates}
        onChange={(choice) =>
          configure({ discriminatorRate: generatorRate * (choice === "equal" ? 1 : RATE_RATIO) })
        }
      />
      <Choice
        label={text.pictures.label}
        value={config.pictures}
        options={PICTURES}
        texts={text.pictures}
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
