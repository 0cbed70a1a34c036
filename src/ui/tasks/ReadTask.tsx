import { Equation } from "../explain/Equation";
import { Numbers } from "../explain/Numbers";
import { AtlasLink } from "../menu/AtlasLink";
import { ThreeNumbers } from "./ThreeNumbers";

/** What the query on show reads: in three numbers, in all numbers, in the equation. */
export function ReadTask() {
  return (
    <>
      <ThreeNumbers />
      <Numbers />
      <Equation />
      <AtlasLink withHelp />
    </>
  );
}
