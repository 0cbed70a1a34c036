import { useCallback, useEffect, useRef, useState } from "react";
import { asLensError } from "../../model/errors";
import { formatMegabytes } from "../../render/format";
import { type StoredItem, storedData } from "../../state/files/stored-data";
import { addNotice } from "../../state/store/notices";
import { useStore } from "../../state/store/store";
import { useLocalised } from "../text";
import { distinctName } from "./distinct-name";
import { useStorageText } from "./storage-text";
import "./StoredList.css";

/** Saved models, downloaded files and what belongs to none of them: sizes, a button to remove each, the total. */
export function StoredList() {
  const text = useStorageText();
  const localised = useLocalised();
  const models = useStore((state) => state.models);
  const savedModels = useStore((state) => state.savedModels);
  const [items, setItems] = useState<readonly StoredItem[] | "failed">();
  const [removing, setRemoving] = useState(false);
  const total = useRef<HTMLParagraphElement>(null);

  const read = useCallback(async () => setItems(await storedData().catch(() => "failed" as const)), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is read again when a model comes or goes.
  useEffect(() => void read(), [read, models, savedModels]);

  const remove = async (item: StoredItem) => {
    setRemoving(true);
    try {
      await item.remove();
      await read();
    } catch (error) {
      addNotice(asLensError(error));
    } finally {
      setRemoving(false);
    }
    // The button that had the focus is gone.
    total.current?.focus();
  };

  if (items === undefined) return <p className="quiet">{text.reading}</p>;
  if (items === "failed") return <p role="alert">{text.failed}</p>;
  const saved = items.filter(({ kind }) => kind === "saved");
  const nameOf = (item: StoredItem) =>
    item.kind === "other" ? text.other : distinctName(item, item.kind === "saved" ? saved : [], localised);
  const bytes = items.reduce((sum, item) => sum + item.bytes, 0);
  return (
    <>
      <p className="quiet">{text.help}</p>
      <ul className="stored-list">
        {items.map((item) => (
          <li key={`${item.kind} ${item.id}`} data-testid={`stored-${item.kind}`}>
            <span className="stored-name">{nameOf(item)}</span>
            <span className="figures">{text.size(formatMegabytes(item.bytes))}</span>
            <button
              type="button"
              disabled={removing}
              aria-label={text.removeItem(nameOf(item))}
              onClick={() => void remove(item)}
            >
              {text.remove}
            </button>
            <span className="quiet stored-kind">{text.kinds[item.kind]}</span>
          </li>
        ))}
      </ul>
      <p className="figures" role="status" tabIndex={-1} ref={total} data-testid="stored-total">
        {items.length === 0 ? text.empty : text.total(formatMegabytes(bytes))}
      </p>
    </>
  );
}
