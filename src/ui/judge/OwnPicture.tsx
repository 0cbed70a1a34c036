import { type ChangeEvent, useId } from "react";
import { dismissGuest } from "../../state/judge";
import { openFile } from "../../state/open-file";
import { useStore } from "../../state/store";
import { useText } from "../text";

/** A person's own picture before the discriminator: chosen here, dropped or pasted anywhere on the page. */
export function OwnPicture() {
  const text = useText();
  const id = useId();
  const own = useStore((state) => state.guest !== undefined);
  const open = async (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.target;
    for (const file of Array.from(input.files ?? [])) await openFile(file);
    // The same file can be opened again.
    input.value = "";
  };
  return (
    <div className="control">
      <div className="actions">
        <label className="file-button" htmlFor={id}>
          {text.judge.own}
          <input
            id={id}
            className="visually-hidden"
            type="file"
            accept="image/*"
            onChange={(event) => void open(event)}
          />
        </label>
        {own && (
          <button type="button" onClick={dismissGuest}>
            {text.judge.back}
          </button>
        )}
      </div>
      <p className="quiet">{text.judge.ownHelp}</p>
    </div>
  );
}
