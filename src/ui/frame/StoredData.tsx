import { Suspense } from "react";
import { Fold } from "../inputs/Fold";
import { lazyPart } from "../lazy-part";
import { useStorageText } from "./storage-text";

/** Loaded when the fold is opened. */
const StoredList = lazyPart(async () => (await import("./StoredList")).StoredList);

/** What the lens has stored in this browser, with sizes and a way to remove it. */
export function StoredData() {
  const text = useStorageText();
  return (
    <Fold heading={text.heading} testId="stored-data">
      <Suspense fallback={<p className="quiet">{text.reading}</p>}>
        <StoredList />
      </Suspense>
    </Fold>
  );
}
