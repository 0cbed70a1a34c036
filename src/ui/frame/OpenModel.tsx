import { openFiles } from "../../state/files/open-file";
import { FileButton } from "../inputs/FileButton";
import { useText } from "../text";

/** The file of a model that a link needs; any file, since it is told by its content. */
export function OpenModel() {
  const text = useText();
  return (
    <FileButton
      label={text.notice.openFile}
      accept=""
      multiple
      onFiles={async (files) => void (await openFiles(files))}
    />
  );
}
