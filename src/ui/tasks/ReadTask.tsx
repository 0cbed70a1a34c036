import { Suspense } from "react";
import { Equation } from "../explain/Equation";
import { Numbers } from "../explain/Numbers";
import { lazyPart } from "../lazy-part";
import { AtlasLink } from "../menu/AtlasLink";
import { ThreeNumbers } from "./ThreeNumbers";

const MatrixFold = lazyPart(async () => (await import("../matrix/MatrixFold")).MatrixFold);

/** What the query on show reads: in three numbers, in all numbers, in the equation; and the whole matrix. */
export function ReadTask() {
  return (
    <>
      <ThreeNumbers />
      <Numbers />
      <Equation />
      <Suspense>
        <MatrixFold />
      </Suspense>
      <AtlasLink withHelp />
    </>
  );
}
