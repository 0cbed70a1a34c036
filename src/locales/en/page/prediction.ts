/** The question of a step of a tour, in English; loaded with the first step that asks. */

export const predictionEn = {
  question: (most: number) => `Where will this place look? Mark up to ${most} cells on the image.`,
  keys: "Arrow keys move, Enter or Space marks or takes a mark away.",
  grid: "Cells to mark",
  marked: (count: number, most: number) => `${count} of ${most} marked`,
  show: "Show the row",
  cell: (x: number, y: number, isMarked: boolean) => `Cell ${x}, ${y}${isMarked ? ", marked" : ""}`,
  result: (covered: string, score: string, chance: string) =>
    `Your cells cover ${covered} of the weight. Score ${score} of 1; at random ${chance}.`,
  summary: {
    heading: "Your predictions",
    help: "The score is the weight that your cells cover, over the most that as many cells can cover.",
    step: "Step",
    cells: "Cells",
    score: "Score",
    chance: "At random",
    save: "Save as CSV",
    close: "Close",
  },
};

export type PredictionText = typeof predictionEn;
