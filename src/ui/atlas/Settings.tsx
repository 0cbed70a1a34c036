import { type FormEvent, useEffect, useId, useState } from "react";
import { MAX_SEED } from "../../latent/max-seed";
import { formatCount } from "../../render/format";
import { MOST_SEEDS } from "../../state/atlas/address";
import { siteNames } from "../../state/atlas/atlas";
import { computeAnew } from "../../state/atlas/atlas-address";
import type { AtlasChoice } from "../../state/atlas/atlas-hash";
import { useAtlas } from "../../state/atlas/atlas-store";
import { BOUNDS } from "../../viewer/controls/bounds";
import { listNames } from "../../viewer/state/class-list";
import { NumberField } from "../inputs/NumberField";
import { useLocalised } from "../text";
import { useAtlasText } from "./text";

const PSI_STEP = 0.1;

/** What is to be computed next: nothing happens before the button is pressed. */
export function Settings() {
  const { settings } = useAtlasText();
  const id = useId();
  const localised = useLocalised();
  const choice = useAtlas((state) => state.choice);
  const models = useAtlas((state) => state.models);
  const manifest = useAtlas((state) => state.manifest);
  const [draft, setDraft] = useState<AtlasChoice>(choice);
  // Back and links bring another one.
  useEffect(() => setDraft(choice), [choice]);
  const change = (part: Partial<AtlasChoice>) => setDraft((before) => ({ ...before, ...part }));
  const { first, last } = draft;
  const isSeed = (seed: number) => Number.isInteger(seed) && seed >= 0 && seed <= MAX_SEED;
  const holds = isSeed(first) && isSeed(last) && last >= first && last - first < MOST_SEEDS;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!holds) return;
    const { pinned: query, map } = useAtlas.getState();
    computeAnew({ ...draft, query, map });
  };
  // Of another model they are not known before it is open.
  const opened = manifest?.id === draft.model ? manifest : undefined;
  const sites = opened ? siteNames(opened) : [];
  const seedField = (name: "first" | "last", label: string) => (
    <label>
      <span>{label}</span>
      <input
        type="number"
        className="seed-field"
        min={0}
        max={MAX_SEED}
        step={1}
        value={Number.isNaN(draft[name]) ? "" : draft[name]}
        aria-invalid={!holds}
        aria-describedby={holds ? undefined : `${id}-fault`}
        onChange={({ target }) => change({ [name]: target.valueAsNumber })}
      />
    </label>
  );
  return (
    <form className="atlas-form" onSubmit={submit} noValidate>
      <label>
        <span>{settings.model}</span>
        <select
          value={draft.model}
          onChange={({ target }) => change({ model: target.value, classes: null, site: null })}
        >
          {models.every((one) => one.id !== draft.model) && (
            <option value={draft.model}>{draft.model}</option>
          )}
          {models.map((one) => (
            <option key={one.id} value={one.id}>
              {localised(one.name)}
            </option>
          ))}
        </select>
      </label>
      <ClassField
        classes={opened?.classes ?? []}
        isKnown={opened !== undefined}
        value={draft.classes}
        onChange={(classes) => change({ classes })}
      />
      <div className="atlas-field">
        <span aria-hidden="true">{settings.psi}</span>
        <NumberField
          label={settings.psi}
          value={draft.psi}
          min={BOUNDS.psi.min}
          max={BOUNDS.psi.max}
          step={PSI_STEP}
          digits={2}
          onChange={(psi) => change({ psi })}
        />
      </div>
      {seedField("first", settings.first)}
      {seedField("last", settings.last)}
      {sites.length > 1 && (
        <label>
          <span>{settings.site}</span>
          <select value={draft.site ?? sites[0]} onChange={({ target }) => change({ site: target.value })}>
            {sites.map((site) => (
              <option key={site}>{site}</option>
            ))}
          </select>
        </label>
      )}
      <button type="submit" disabled={!holds}>
        {settings.compute}
      </button>
      {!holds && (
        <p id={`${id}-fault`} role="status" className="atlas-fault">
          {settings.fault(formatCount(MAX_SEED), formatCount(MOST_SEEDS))}
        </p>
      )}
    </form>
  );
}

interface ClassFieldProps {
  readonly classes: NonNullable<NonNullable<ReturnType<typeof useAtlas.getState>["manifest"]>["classes"]>;
  /** Whether the model is open. */
  readonly isKnown: boolean;
  readonly value: AtlasChoice["classes"];
  readonly onChange: (value: AtlasChoice["classes"]) => void;
}

const IN_TURN = "";
const MIXED = "*";

/** All classes in turn, or one of them; a mixture comes with a link alone. It stays for a model without, so that nothing moves. */
function ClassField({ classes, isKnown, value, onChange }: ClassFieldProps) {
  const { settings } = useAtlasText();
  const localised = useLocalised();
  const names = listNames(
    classes.map(({ name }) => localised(name)),
    classes,
  );
  const ids = Object.keys(value ?? {});
  const chosen = value === null ? IN_TURN : ids.length === 1 ? ids[0] : MIXED;
  return (
    <label>
      <span>{settings.class}</span>
      <select
        className="atlas-class"
        value={chosen}
        disabled={classes.length === 0}
        onChange={({ target }) => onChange(target.value === IN_TURN ? null : { [target.value]: 1 })}
      >
        <option value={IN_TURN}>
          {isKnown && classes.length === 0 ? settings.noClasses : settings.inTurn}
        </option>
        {chosen === MIXED && <option value={MIXED}>{settings.mixed}</option>}
        {classes.map(({ id }, at) => (
          <option key={id} value={id}>
            {names[at]}
          </option>
        ))}
      </select>
    </label>
  );
}
