import { useEffect, useState } from "react";
import type { ImportRecord } from "../../state/files/import-record";
import { importRecord } from "../../state/files/importing";
import { useStore } from "../../state/store/store";
import { Opened } from "./Opened";
import { useImportingText } from "./text";
import "./importing.css";

/** What is stored of the model on show, which this browser alone has: the report of its import, settings, save and remove. */
export function ImportReport() {
  const { own } = useImportingText();
  const model = useStore(({ lens, savedModels }) =>
    savedModels.some(({ id }) => id === lens.model) ? lens.model : undefined,
  );
  const [read, setRead] = useState<{ readonly model: string; readonly record: ImportRecord | undefined }>();
  useEffect(() => {
    if (model === undefined) return;
    let isWanted = true;
    importRecord(model).then(
      (record) => isWanted && setRead({ model, record }),
      () => isWanted && setRead({ model, record: undefined }),
    );
    return () => {
      isWanted = false;
    };
  }, [model]);
  if (model === undefined || read?.model !== model) return null;
  return (
    <div className="importing" data-testid="import-report">
      {read.record ? (
        <p className="importing-name">{own.from(read.record.file)}</p>
      ) : (
        <p className="quiet">{own.noRecord}</p>
      )}
      <Opened model={model} record={read.record} />
    </div>
  );
}
