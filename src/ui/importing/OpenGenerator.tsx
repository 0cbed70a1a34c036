import { importFiles } from "../../state/files/importing";
import { FileButton } from "../inputs/FileButton";
import { useImportingText } from "./text";

/** Endings of what is read; other names are let through by dropping them. */
const ACCEPT = ".pth,.pt,.ckpt,.bin,.tar,.pkl,.safetensors,.npz,.json,.zip";

/** Asks for a generator of the person's own. */
export function OpenGenerator() {
  const { own } = useImportingText();
  return (
    <div className="control">
      <FileButton
        label={own.open}
        accept={ACCEPT}
        multiple
        onFiles={(files) => importFiles(files.map((file) => ({ name: file.name, blob: file })))}
      />
      <p className="quiet">{own.openHelp}</p>
    </div>
  );
}
