import { EmbedCode } from "../export/EmbedCode";
import { Export } from "../export/Export";

/** A figure, its numbers, files to continue with, code for other pages. */
export function ExportTask() {
  return (
    <>
      <Export />
      <EmbedCode />
    </>
  );
}
