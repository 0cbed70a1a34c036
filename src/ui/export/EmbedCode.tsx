import { useId, useState } from "react";
import { CONTROLS, type ControlName } from "../../element/attributes";
import { EMBED_KINDS, type EmbedKind, embedCode, frameAddress } from "../../element/frame/embed-code";
import { LensError } from "../../model/errors";
import { currentLink } from "../../state/navigation/link";
import { addNotice } from "../../state/store/notices";
import { type Store, useStore } from "../../state/store/store";
import { Choice } from "../inputs/Choice";
import { Fold } from "../inputs/Fold";
import { useLocale } from "../locale";
import { useText } from "../text";
import { useRested } from "../use-rested";
import "../inputs/actions.css";
import "./export.css";

const FIRST_CONTROLS: readonly ControlName[] = ["bar", "sentence", "link"];

/** Code that puts what is shown into another page, with a live preview. */
export function EmbedCode() {
  const text = useText();
  return (
    <Fold heading={text.embed.heading} testId="embed">
      <Builder />
    </Fold>
  );
}

const lensOf = ({ lens }: Store) => lens;

function Builder() {
  const text = useText();
  const id = useId();
  const language = useLocale((locale) => locale.language);
  const [kind, setKind] = useState<EmbedKind>("iframe");
  const [controls, setControls] = useState<ReadonlySet<ControlName>>(new Set(FIRST_CONTROLS));
  const [said, setSaid] = useState("");
  const manifest = useStore((state) => state.manifest);
  const onSite = useStore((state) => !state.savedModels.some(({ id: kept }) => kept === state.lens.model));
  const lens = useRested(lensOf);
  const link = new URL(currentLink({ ...useStore.getState(), lens }));
  const hash = link.hash.slice(1);
  const base = new URL("./", `${link.origin}${link.pathname}`).href;
  const options = { base, hash, controls, language, title: text.title };
  const code = embedCode({ kind, ...options });
  // A control for something that the model lacks would do nothing.
  const lacks = (control: ControlName) =>
    (control === "classes" && !manifest?.classes) || (control === "step" && !manifest?.snapshots.length);
  const offered = CONTROLS.filter((control) => !lacks(control));
  const toggle = (control: ControlName) => {
    const next = new Set(controls);
    if (!next.delete(control)) next.add(control);
    setControls(next);
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(code);
      setSaid(code);
    } catch {
      addNotice(new LensError("link-not-copied"));
    }
  };
  return (
    <div className="embed">
      <Choice
        label={text.embed.kind}
        value={kind}
        options={EMBED_KINDS}
        texts={text.embed.kinds}
        onChange={setKind}
      />
      {kind !== "link" && (
        <fieldset className="checks">
          <legend>{text.embed.controls}</legend>
          {offered.map((control) => (
            <label key={control} className="check">
              <input type="checkbox" checked={controls.has(control)} onChange={() => toggle(control)} />
              {text.embed.controlNames[control]}
            </label>
          ))}
        </fieldset>
      )}
      <label htmlFor={id} className="visually-hidden">
        {text.embed.code}
      </label>
      <textarea id={id} className="embed-code" readOnly rows={4} value={code} data-testid="embed-code" />
      <button type="button" onClick={() => void copy()}>
        <span aria-live="polite">{said === code ? text.link.copied : text.embed.copy}</span>
      </button>
      {!onSite && <p className="quiet">{text.embed.notOnSite}</p>}
      {kind !== "link" && onSite && (
        <iframe
          className="embed-preview"
          title={text.embed.preview}
          // Another set of controls is another page; another state is only another hash.
          key={[...controls].join()}
          src={frameAddress(options)}
        />
      )}
    </div>
  );
}
