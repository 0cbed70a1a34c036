import { importFiles } from "../../state/files/importing";
import { FileButton } from "../inputs/FileButton";
import { useImportingText } from "./text";

/** Endings of what is read; other names are let through by dropping them. */
const ACCEPT = ".pth,.pt,.ckpt,.bin,.tar,.tgz,.gz,.pkl,.safetensors,.npz,.h5,.json,.zip";

/** Asks for a generator of the person's own. */
export function OpenGenerator({ onOpen }: { readonly onOpen: () => void }) {
  const { own } = useImportingText();
  return (
    <div className="control">
      <FileButton
        label={own.open}
        accept={ACCEPT}
        multiple
        onFiles={(files) => {
          // What becomes of them is told on the page, which the menu would cover.
          onOpen();
          return importFiles(files.map((file) => ({ name: file.name, blob: file })));
        }}
      />
      <p className="quiet">{own.openHelp}</p>
    </div>
  );
}
