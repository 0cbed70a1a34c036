import { Suspense } from "react";
import { EmbedCode } from "../export/EmbedCode";
import { Export } from "../export/Export";
import { lazyPart } from "../lazy-part";

const TourEditor = lazyPart(async () => (await import("../tour/TourEditor")).TourEditor);

/** A figure, its numbers, files to continue with, code for other pages, a tour for others. */
export function ExportTask() {
  return (
    <>
      <Export />
      <EmbedCode />
      <Suspense>
        <TourEditor />
      </Suspense>
    </>
  );
}
